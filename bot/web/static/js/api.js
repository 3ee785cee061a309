// The calls to the server. A deed is posted under a key of its own until the
// server has answered for it, so that a repeated post is one deed.

const AGAIN = 2000;

// A Refusal is an answer that trying again will not change.
export class Refusal extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

let keys = 0;
const visit = crypto.getRandomValues(new Uint32Array(2)).join("");

// key returns a name for a deed that no other has.
export function key() {
  keys += 1;
  return `${visit}-${keys}`;
}

async function once(path, init) {
  const answer = await fetch(path, { method: "POST", ...init });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  if (answer.status >= 500) throw new Error(body.error ?? "server");
  throw new Refusal(body.error ?? String(answer.status));
}

// post sends JSON, again and again while the server cannot take it. waiting is
// called when the first try did not get through.
export async function post(path, body, waiting = () => {}) {
  const init = { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return insist(() => once(path, init), waiting);
}

// upload sends a form; the fields go before the file.
export async function upload(fields, blob, name, waiting = () => {}) {
  return insist(() => {
    const form = new FormData();
    for (const [k, v] of Object.entries(fields)) form.append(k, v);
    form.append("file", blob, name);
    return once("api/upload", { body: form });
  }, waiting);
}

async function insist(call, waiting) {
  for (;;) {
    try {
      return await call();
    } catch (e) {
      if (e instanceof Refusal) throw e;
      waiting();
      await new Promise((done) => { setTimeout(done, AGAIN); });
    }
  }
}

// ask reads JSON.
export async function ask(path, query = {}) {
  const words = new URLSearchParams();
  for (const [k, v] of Object.entries(query)) {
    for (const one of Array.isArray(v) ? v : [v]) words.append(k, one);
  }
  const answer = await fetch(`${path}?${words}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// listen opens the stream of some chats and returns how to end it. hear gets
// each entry and whether it is news; clock gets the time; line gets whether
// the connection stands.
export function listen(chats, { hear, clock, line }) {
  const words = new URLSearchParams(chats.map((c) => ["chat", c]));
  const source = new EventSource(`api/stream?${words}`);
  let news = false;
  source.onmessage = (e) => hear(JSON.parse(e.data), news);
  source.addEventListener("ready", () => { news = true; line(true); });
  source.addEventListener("clock", (e) => clock(JSON.parse(e.data).now));
  source.onerror = () => { line(false); };
  return () => source.close();
}
