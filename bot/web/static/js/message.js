// One message as it is drawn.

import { icon, make } from "./make.js";
import { hours, moment } from "./time.js";
import { say } from "./texts.js";
import { sound } from "./sound.js";

// HEADING is how many letters a first line may have to be read as a heading.
const HEADING = 48;

// draw returns the element of a message. on says what its buttons do: press,
// menu and find (the message of an id).
export function draw(m, on) {
  const bubble = make("div", { class: "bubble" },
    quote(m, on), files(m), place(m), contact(m), words(m), meta(m));
  const e = make("article", {
    class: `message ${m.from}${alarming(m) ? " alarm" : ""}`, tabindex: "0",
    "aria-label": m.from === "bot" ? say("bot") : say("you"),
    click: (event) => { if (!event.target.closest("button, a")) on.menu(m, e); },
    keydown: (event) => { if (event.key === "Enter" && event.target === e) on.menu(m, e); },
    contextmenu: (event) => { event.preventDefault(); on.menu(m, e); },
  }, bubble, buttons(m, on));
  e.dataset.key = m.key ?? m.id;
  return e;
}

// alarming decorates; it decides nothing.
function alarming(m) { return m.from === "bot" && (m.text ?? "").startsWith("🚨"); }

function quote(m, on) {
  const to = m.replyTo && on.find(m.replyTo);
  return to && make("div", { class: "quote" }, brief(to));
}

// brief is a message on one line, for a quote.
export function brief(m) {
  if (m.text) return m.text.split("\n")[0].slice(0, 120);
  if (m.files?.length) return m.files[0].kind === "voice" ? `🎤 ${say("voice")}` : `📎 ${m.files[0].name ?? say("photo")}`;
  return m.place ? `📍 ${say("place")}` : "…";
}

// words sets the first line of a card apart, as a heading: the bot writes its
// cards so.
function words(m) {
  if (!m.text) return null;
  const [head, ...rest] = m.text.split("\n");
  if (m.from === "bot" && rest.length > 0 && head.length <= HEADING) {
    return make("p", { class: "words" }, make("strong", {}, whole(head)), whole(`\n${rest.join("\n")}`));
  }
  return make("p", { class: "words" }, whole(m.text));
}

// whole keeps codes such as 2611-42 on one line.
function whole(text) {
  return text.split(/\b(\d{4}-\d+)\b/).map((part, i) => (i % 2 ? make("span", { class: "code" }, part) : part));
}

function files(m) {
  if (!m.files?.length) return null;
  return make("div", { class: "files" }, m.files.map((f) => file(f, m.preview)));
}

function file(f, preview) {
  const source = f.ref ? `api/file/${encodeURIComponent(f.ref)}` : preview;
  if (f.kind === "photo") return make("img", { class: "photo", src: preview ?? source, alt: say("photo"), loading: "lazy" });
  if (f.kind === "voice") return sound(preview ?? source, f.seconds ?? 0);
  const name = f.name || say("attach.file");
  return make("a", { class: "file", href: source, download: name, "aria-label": say("download", { name }) },
    icon("file"), make("span", {}, name), f.size ? make("small", {}, size(f.size)) : null);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

function place(m) {
  if (!m.place) return null;
  return make("div", { class: "pin" }, icon("pin"),
    make("span", {}, `${m.place.lat.toFixed(4)}, ${m.place.lon.toFixed(4)}`));
}

function contact(m) {
  return m.contact ? make("div", { class: "contact" }, icon("people"), make("span", {}, say("contact"))) : null;
}

function meta(m) {
  const line = make("div", { class: "meta" });
  if (m.failed) line.append(make("span", { class: "failed" }, m.failed));
  if (m.waiting && !m.stored) line.append(make("span", {}, say("resending")));
  if (m.edited) line.append(make("span", {}, say("edited")));
  if (m.changed) line.append(make("span", { class: "changed" }, say("changed", { time: hours(moment(m.changed)) })));
  line.append(make("time", {}, hours(moment(m.at))));
  if (m.from === "me" && !m.failed) {
    line.append(make("span", { class: `tick${m.stored ? " on" : ""}`, role: "img", "aria-label": say(m.stored ? "stored" : "sending") },
      icon(m.stored ? "check" : "clock")));
  }
  return line;
}

function buttons(m, on) {
  if (!m.buttons?.length) return null;
  const rows = [];
  for (const b of m.buttons) {
    if (rows.length === 0 || b.row) rows.push([]);
    rows.at(-1).push(b);
  }
  return make("div", { class: "choices" }, rows.map((row) => make("div", { class: "row" }, row.map((b) =>
    make("button", { type: "button", "data-do": b.do ?? b.want, click: (event) => on.press(m, b, event.currentTarget) }, b.label)))));
}
