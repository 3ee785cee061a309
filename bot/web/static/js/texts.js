// What the page itself says, in the language of the switch. What the bot says
// comes from the bot.

const catalogs = {};
let current = "vi";

// load reads both catalogs and takes the language chosen last time.
export async function load() {
  const names = ["vi", "en"];
  const read = async (name) => (await fetch(`texts/${name}.json`)).json();
  (await Promise.all(names.map(read))).forEach((c, i) => { catalogs[names[i]] = c; });
  const kept = recall("lang");
  current = names.includes(kept) ? kept : "vi";
}

export function lang() { return current; }

// speak changes the language of the page.
export function speak(name) {
  current = name;
  keep("lang", name);
  document.documentElement.lang = name;
  document.title = say("title");
}

// say returns a sentence, its {names} filled.
export function say(key, fill = {}) {
  const s = catalogs[current][key] ?? key;
  return s.replace(/\{(\w+)\}/g, (all, name) => (name in fill ? String(fill[name]) : all));
}

// label writes the sentences that the marks in the page ask for.
export function label(root = document) {
  for (const e of root.querySelectorAll("[data-t]")) e.textContent = say(e.dataset.t);
  for (const e of root.querySelectorAll("[data-t-label]")) e.setAttribute("aria-label", say(e.dataset.tLabel));
  for (const e of root.querySelectorAll("[data-t-title]")) e.title = say(e.dataset.tTitle);
}

// keep and recall remember small choices. A browser may refuse to.
export function keep(name, value) {
  try { localStorage.setItem(`caunoi.${name}`, value); } catch { /* it is chosen again next time */ }
}

export function recall(name) {
  try { return localStorage.getItem(`caunoi.${name}`); } catch { return null; }
}
