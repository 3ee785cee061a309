// What to try first.

import { icon, make } from "./make.js";
import { sampleVoice } from "./sound.js";
import { say } from "./texts.js";

const HINTS = [
  { name: "join", seat: "member", join: true },
  { name: "urgent", seat: "member", say: true },
  { name: "plain", seat: "member", say: true },
  { name: "short", seat: "member", say: true },
  { name: "guided", seat: "member", say: true },
  { name: "voice", seat: "member", voice: true },
  { name: "night", seat: "member", say: true },
  { name: "list", seat: "leader", say: true },
  { name: "duty", seat: "leader", say: true },
  { name: "office", seat: "admin", say: true },
];

// hints draws the panel. go brings a phone to the front and returns it.
export function hints(panel, { go, choose, closed }) {
  const cards = HINTS.map((h) => make("button", { type: "button", class: "hint", "data-hint": h.name, click: () => {
    closed();
    const phone = go(h.seat);
    if (h.say) phone.composer.fill(say(`hint.${h.name}.say`));
    if (h.voice) phone.composer.voice(sampleVoice());
    if (h.join) choose(phone, "out");
  } },
  make("b", {}, say(`hint.${h.name}`)),
  make("span", { class: `seat ${h.seat}` }, say(`seat.${h.seat}`)),
  h.say && make("q", {}, say(`hint.${h.name}.say`)),
  make("span", { class: "then" }, say(`hint.${h.name}.then`))));
  panel.replaceChildren(
    make("div", { class: "head" }, icon("bulb"), make("h2", {}, say("hints")),
      make("button", { class: "round", type: "button", "aria-label": say("close"), click: closed }, icon("close"))),
    make("p", {}, say("hints.intro")), ...cards,
    make("p", { class: "sources" }, say("sources")));
}
