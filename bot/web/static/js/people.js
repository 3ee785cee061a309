// The person chooser: who holds a phone.

import { ask } from "./api.js";
import { icon, make } from "./make.js";
import { say } from "./texts.js";

const ROLES = ["", "member", "head", "charge", "standin", "duty", "leader", "coordinator", "admin", "out"];

// A Chooser is the dialog; taken returns the ids of the people who hold a phone.
export class Chooser {
  constructor(dialog, taken) {
    this.dialog = dialog;
    this.taken = taken;
    this.role = "";
    dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
  }

  // open asks who shall hold a phone; chosen is called with the person.
  open(role, chosen) {
    this.role = role;
    this.chosen = chosen;
    this.field = make("input", { type: "search", "aria-label": say("people.search"), placeholder: say("people.search"), input: () => this.look() });
    this.chips = make("div", { class: "chips" }, ROLES.map((r) => make("button", { type: "button", "data-role": r, click: () => { this.role = r; this.look(); } }, say(`role.${r || "all"}`))));
    this.list = make("ul", { class: "list" });
    this.count = make("p", { class: "count", role: "status" });
    this.dialog.replaceChildren(
      make("div", { class: "head" }, make("h2", {}, say("people.title")),
        make("button", { class: "round", type: "button", "aria-label": say("close"), click: () => this.dialog.close() }, icon("close"))),
      make("div", { class: "search" }, icon("search"), this.field),
      this.chips, this.list,
      make("div", { class: "tail" }, this.count, make("p", {}, say("people.invented"))));
    this.dialog.showModal();
    this.field.focus();
    this.look();
  }

  // look asks the server; an answer that comes after a newer question is dropped.
  async look() {
    const question = { q: this.field.value, role: this.role };
    this.asked = question;
    for (const chip of this.chips.children) chip.setAttribute("aria-pressed", String(chip.dataset.role === this.role));
    const { people, total } = await ask("api/people", question);
    if (this.asked !== question) return;
    this.list.replaceChildren(...(people ?? []).map((p) => this.row(p)));
    const shown = people?.length ?? 0;
    this.count.textContent = shown === 0 ? say("people.none") : say(shown < total ? "people.count" : "people.one", { shown, total });
  }

  row(p) {
    const held = this.taken().includes(p.id);
    return make("li", {}, make("button", { type: "button", disabled: held, click: () => { this.dialog.close(); this.chosen(p); } },
      make("span", { class: `avatar ${p.role}`, "aria-hidden": "true" }, p.name.split(" ").at(-1)[0]),
      make("span", { class: "names" }, make("b", {}, p.name),
        make("small", {}, held ? say("people.taken") : [p.title, p.place].filter(Boolean).join(" · "))),
      make("span", { class: `role ${p.joined ? p.role : "out"}` }, say(`role.${p.joined ? p.role : "out"}`))));
  }
}
