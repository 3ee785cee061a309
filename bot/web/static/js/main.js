// The page of the demo: three phones, a clock, suggestions.

import { ask, listen, post } from "./api.js";
import { Clock } from "./clock.js";
import { hints } from "./hints.js";
import { icon, make } from "./make.js";
import { Chooser } from "./people.js";
import { Phone } from "./phone.js";
import { keep, label, lang, load, recall, say, speak } from "./texts.js";

const SEATS = ["member", "leader", "admin"];
const SMALL = matchMedia("(max-width: 800px)");

const page = {
  phones: [],
  unread: { member: 0, leader: 0, admin: 0 },
  front: "member",
  close: () => {},
};

const $ = (s) => document.querySelector(s);

// toast shows a line for a moment; a newer one takes its place.
function toast(text) {
  const e = make("div", { class: "toast" }, text);
  $(".toasts").replaceChildren(e);
  setTimeout(() => e.remove(), 4000);
}

const clock = new Clock($(".clock"), toast);
const chooser = new Chooser($("dialog.people"), () => page.phones.map((p) => p.person?.id));

function phone(seat) { return page.phones.find((p) => p.seat === seat); }

// choose asks who shall hold a phone.
function choose(at, role = "") {
  chooser.open(role, (person) => {
    at.hold(person);
    keep(`person.${at.seat}`, person.id);
    page.unread[at.seat] = 0;
    if (lang() !== "vi") tell([person.id]);
    connect();
    tabs();
  });
}

// connect opens the stream of the three people shown.
function connect() {
  page.close();
  let lost = null;
  page.close = listen([...new Set(page.phones.map((p) => p.person.id))], {
    hear: (entry, news) => {
      for (const p of page.phones) {
        if (p.person.id !== entry.chat) continue;
        p.quiet = !news;
        p.hear(entry, news);
        p.quiet = false;
      }
    },
    clock: (now) => clock.set(now),
    line: (up) => {
      clearTimeout(lost);
      if (!up) lost = setTimeout(() => toast(say("fault.away")), 3000);
    },
  });
}

// meet asks whether somebody who had not joined has by now.
async function meet(p) {
  const state = await ask("api/state", { chat: page.phones.map((one) => one.person.id) });
  const known = state.people.find((one) => one.id === p.person.id);
  if (known?.joined) p.know(known);
}

// heard counts what came on a phone that is not in front.
function heard(p) {
  if (!p.person.joined) meet(p);
  if (!SMALL.matches || p.seat === page.front) return;
  page.unread[p.seat] += 1;
  tabs();
}

// go brings a phone to the front, which matters on a small screen.
function go(seat) {
  page.front = seat;
  page.unread[seat] = 0;
  for (const p of page.phones) p.element.classList.toggle("front", p.seat === seat);
  tabs();
  const at = phone(seat);
  at.bottom();
  return at;
}

function tabs() {
  const held = $(".tabs").contains(document.activeElement);
  $(".tabs").replaceChildren(...SEATS.map((seat) => {
    const count = page.unread[seat];
    return make("button", {
      type: "button", role: "tab", "data-seat": seat, "aria-selected": String(seat === page.front), "aria-controls": `phone-${seat}`,
      click: () => go(seat),
    }, make("span", {}, say(`role.${phone(seat).person.role}`)),
    count > 0 && make("b", { class: "badge", "aria-label": say("unread", { count }) }, String(count)));
  }));
  if (held) $(".tabs [aria-selected=true]").focus();
}

// tell makes the bot speak the page's language to people.
function tell(chats) { return post("api/lang", { lang: lang(), chats }); }

function openHints(open) {
  $(".hints").classList.toggle("open", open);
  $(".help").setAttribute("aria-expanded", String(open));
}

// draw writes everything the page says.
function draw() {
  speak(lang());
  label();
  $(".save").replaceChildren(icon("save"), make("span", {}, say("save")));
  $(".help").replaceChildren(icon("bulb"), make("span", {}, say("hints")));
  for (const b of document.querySelectorAll("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === lang()));
  clock.draw();
  hints($(".hints"), { go, choose, closed: () => openHints(false) });
  for (const p of page.phones) p.redraw();
  tabs();
}

async function start() {
  const kept = SEATS.map((seat) => recall(`person.${seat}`) ?? "");
  const [state] = await Promise.all([ask("api/state", { chat: kept }), load()]);
  clock.set(state.now);
  $(".clock").hidden = !state.clock;
  page.phones = SEATS.map((seat) => new Phone(seat, { now: () => clock.iso(), longest: state.text, toast, choose, heard }));
  page.phones.forEach((p, i) => p.hold(state.people[i]));
  $(".phones").append(...page.phones.map((p) => p.element));
  draw();
  go("member");
  connect();
  for (const b of document.querySelectorAll("[data-lang]")) {
    b.addEventListener("click", () => {
      speak(b.dataset.lang);
      draw();
      tell(page.phones.map((p) => p.person.id));
    });
  }
  $(".help").addEventListener("click", () => openHints(!$(".hints").classList.contains("open")));
  if (lang() !== "vi") tell(page.phones.map((p) => p.person.id));
  document.body.classList.add("ready");
}

start();
