// One phone: whose it is, the messages, and what its person does.

import { Refusal, key, post, upload } from "./api.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { icon, make } from "./make.js";
import { brief, draw } from "./message.js";
import { day, moment } from "./time.js";
import { label, lang, say } from "./texts.js";

// Where the sample pin stands: high ground in the west of the province.
const SAMPLE_PLACE = { lat: 22.0625, lon: 102.375 };

// A Phone is one seat of the page. now returns the time of the demo,
// longest is how many letters a message can have, toast shows a short note, choose opens the person chooser, heard is told that
// something new came.
export class Phone {
  constructor(seat, { now, longest, toast, choose, heard }) {
    Object.assign(this, { seat, now, longest, toast, choose, heard });
    this.person = null;
    this.chat = new Chat();
    this.drawn = new Map();
    this.composer = new Composer(this);
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.follow();
    this.who = make("button", { class: "who", type: "button", "data-t-title": "people", click: () => choose(this) });
    this.more = make("button", { class: "round", type: "button", "data-t-label": "block", "data-t-title": "block", click: () => this.block(!this.chat.blocked) }, icon("block"));
    this.foot = make("div", { class: "foot" });
    this.title = make("h2");
    this.element = make("section", { class: "phone", id: `phone-${seat}`, "data-seat": seat },
      this.title,
      make("div", { class: "device" },
        make("header", {}, this.who, this.more), this.log, this.foot));
  }

  // follow keeps the newest message in sight when the phone changes its size,
  // unless its person has scrolled up.
  follow() {
    let low = true;
    this.log.addEventListener("scroll", () => { low = this.low(); });
    new ResizeObserver(() => { if (low) this.bottom(); }).observe(this.log);
  }

  // hold gives the phone to a person: another chat, read anew.
  hold(person) {
    this.person = person;
    this.chat = new Chat();
    this.composer.reset();
    this.redraw();
  }

  // redraw draws everything again, as when the language changed.
  redraw() {
    label(this.element);
    const p = this.person;
    this.title.textContent = this.role();
    const letters = p.name.split(" ").slice(-1)[0].slice(0, 1);
    this.who.replaceChildren(
      make("span", { class: `avatar ${p.role}`, "aria-hidden": "true" }, letters),
      make("span", { class: "names" }, make("b", {}, p.name), make("small", {}, p.place || p.title || "")),
      icon("down"));
    this.log.setAttribute("aria-label", say("log", { name: p.name }));
    this.drawn.clear();
    this.log.replaceChildren();
    this.quiet = true;
    for (const m of this.chat.messages) this.show(m);
    this.quiet = false;
    this.basis();
    this.bottom();
  }

  // know takes what is known of the person by now.
  know(person) {
    this.person = person;
    this.title.textContent = this.role();
  }

  // role is what the person is, or that they have not joined.
  role() {
    const p = this.person;
    return say(`role.${p.role}`) + (p.joined ? "" : ` · ${say("role.out")}`);
  }

  // basis draws what depends on the whole chat: the empty page and the foot.
  basis() {
    const empty = this.chat.messages.length === 0;
    this.log.querySelector(".empty")?.remove();
    if (empty) this.log.append(this.emptiness());
    const name = this.person.name;
    this.foot.replaceChildren(this.chat.blocked
      ? make("div", { class: "blocked" }, make("p", {}, say("block.on", { name })),
        make("button", { type: "button", click: () => this.block(false) }, say("block.off")))
      : this.composer.element);
    this.composer.label();
  }

  emptiness() {
    const out = !this.person.joined;
    return make("div", { class: "empty" },
      make("img", { src: "icon.svg", alt: "", width: "56", height: "56" }),
      make("p", {}, say(out ? "empty.out" : "empty", { name: this.person.name })),
      out && make("div", { class: "ways" },
        make("button", { type: "button", class: "start", click: () => this.say("/start") }, say("empty.start")),
        make("button", { type: "button", class: "way", click: () => this.invited(false) }, say("empty.sheet")),
        make("button", { type: "button", class: "way", click: () => this.invited(true) }, say("empty.digits"))));
  }

  // invited joins by a printed invitation, which opens the chat with its code,
  // or gets six digits to send.
  async invited(digits) {
    try {
      const { code } = await post("api/invite", { chat: this.person.id, digits });
      if (digits) this.composer.fill(code);
      else await this.say(`/start ${code}`);
    } catch (e) {
      this.toast(this.fault(e));
    }
  }

  // hear takes an entry of the stream in; news is whether it happened just now.
  hear(entry, news) {
    const seen = this.chat.hear(entry);
    if (!seen) return;
    if (seen.what === "blocked") {
      this.basis();
      return;
    }
    if (seen.what === "erased") {
      this.drawn.get(seen.message)?.remove();
      this.drawn.delete(seen.message);
      return;
    }
    const low = this.low();
    this.show(seen.message, news && seen.what === "redrawn");
    this.basis();
    if (low || seen.what === "new") this.bottom();
    if (news && seen.message.from === "bot") this.heard(this, seen.what);
  }

  // show draws a message, in the place of its older drawing if there is one.
  show(m, flash = false) {
    const e = draw(m, {
      press: (...args) => this.press(...args),
      menu: (...args) => this.menu(...args),
      find: (id) => this.chat.byId.get(id),
    });
    const old = this.drawn.get(m);
    if (flash) e.classList.add("flash");
    if (old) {
      const held = old.contains(document.activeElement);
      old.replaceWith(e);
      if (held) e.focus({ preventScroll: true }); // or who works by keyboard would begin at the top of the page
    } else {
      this.separate(m);
      if (!this.quiet) e.classList.add("fresh");
      this.log.append(e);
    }
    this.drawn.set(m, e);
  }

  // separate writes the date where a new day begins.
  separate(m) {
    const before = this.chat.messages[this.chat.messages.indexOf(m) - 1];
    const today = day(moment(m.at));
    if (before && day(moment(before.at)) === today) return;
    this.log.append(make("div", { class: "day" }, make("span", {}, today)));
  }

  low() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80; }

  bottom() { this.log.scrollTop = this.log.scrollHeight; }

  // send adds a message at once and posts it; the tick comes when the server
  // has answered.
  async send(shown, call) {
    const m = this.chat.pend({ key: key(), at: this.now(), ...shown });
    this.show(m);
    this.basis();
    this.bottom();
    await this.settle(m, () => call(m.key, () => this.wait(m)));
  }

  // settle waits for the server's answer to a message and draws what came.
  async settle(m, call) {
    try {
      await call();
      m.stored = true;
      m.waiting = false;
    } catch (e) {
      m.failed = this.fault(e);
    }
    if (this.drawn.has(m)) this.show(m);
  }

  wait(m) {
    if (m.stored) return;
    m.waiting = true;
    if (this.drawn.has(m)) this.show(m);
  }

  fault(e) {
    const code = e instanceof Refusal ? e.code : "?";
    return ["long", "large", "empty"].includes(code) ? say(`fault.${code}`) : say("fault.other", { code });
  }

  about(extra) { return { chat: this.person.id, lang: lang(), ...extra }; }

  say(text, replyTo) {
    return this.send({ text, replyTo }, (k, waiting) => post("api/say", this.about({ key: k, text, replyTo }), waiting));
  }

  // tell sends a text, in parts if it is too long for one message, as the apps
  // of chat services do. A part waits for the one before it.
  async tell(text, replyTo) {
    let rest = text;
    while (rest.length > this.longest) {
      const cut = Math.max(rest.lastIndexOf(" ", this.longest), rest.lastIndexOf("\n", this.longest));
      const end = cut > 0 ? cut : this.longest;
      await this.say(rest.slice(0, end), replyTo);
      rest = rest.slice(end).trim();
    }
    await this.say(rest, replyTo);
  }

  // deliver sends a file.
  deliver(kind, blob, { name, seconds = 0, text = "", replyTo = "" }) {
    const preview = URL.createObjectURL(blob);
    const shown = { text, replyTo, preview, files: [{ kind, name, seconds, size: blob.size }] };
    return this.send(shown, (k, waiting) => upload(this.about({ key: k, kind, seconds, text, replyTo }), blob, name, waiting));
  }

  pin() {
    return this.send({ place: SAMPLE_PLACE }, (k, waiting) => post("api/place", this.about({ key: k, ...SAMPLE_PLACE }), waiting));
  }

  share() {
    return this.send({ contact: true }, (k, waiting) => post("api/contact", this.about({ key: k }), waiting));
  }

  // edit changes a message that was sent.
  edit(m, text) {
    m.text = text;
    m.edited = true;
    m.stored = false;
    this.show(m);
    const k = key();
    return this.settle(m, () => post("api/edit", this.about({ key: k, id: m.id, text }), () => this.wait(m)));
  }

  // press taps a button. One that wants something of the phone gives that.
  async press(m, button, element) {
    if (button.want === "contact") return this.share();
    if (button.want === "place") return this.pin();
    element.setAttribute("aria-busy", "true");
    const k = key();
    try {
      await post("api/press", this.about({ key: k, id: m.id, do: button.do, label: button.label }));
      element.classList.add("done");
    } catch (e) {
      this.toast(this.fault(e));
    }
    element.removeAttribute("aria-busy");
    return undefined;
  }

  async block(on) {
    try {
      await post("api/block", this.about({ key: key(), on }));
    } catch (e) {
      this.toast(this.fault(e));
    }
  }

  // menu offers what can be done with a message, below it.
  menu(m, element) {
    const open = this.log.querySelector(".actions");
    const same = open?.parentElement === element;
    open?.remove();
    if (same || !m.id) return;
    const act = (name, words, f) => make("button", { type: "button", click: () => { bar.remove(); f(); } }, icon(name), say(words));
    const bar = make("div", { class: "actions" }, act("reply", "reply", () => this.composer.reply(m, brief(m))));
    if (m.from === "me" && m.text && !m.files) bar.append(act("pen", "edit", () => this.composer.edit(m)));
    element.append(bar);
    bar.querySelector("button").focus();
    bar.scrollIntoView({ block: "nearest" });
  }
}
