// Where a person writes: the text field and what can be sent besides.

import { icon, make } from "./make.js";
import { samplePhoto } from "./picture.js";
import { Recorder, length, sampleVoice } from "./sound.js";
import { label, say } from "./texts.js";

// A Composer belongs to one phone.
export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.field = make("textarea", {
      rows: "1", enterkeyhint: "send", autocomplete: "off",
      input: () => this.fit(),
      keydown: (e) => this.typed(e),
    });
    const round = (name, words, click) => make("button", { class: `round ${name}`, type: "button", "data-t-label": words, "data-t-title": words, click }, icon(name));
    this.plus = round("plus", "attach", () => this.attach());
    this.plus.setAttribute("aria-expanded", "false");
    this.mic = round("mic", "record", () => this.record());
    this.go = round("send", "send", () => this.submit());
    this.note = make("div", { class: "note", hidden: true });
    this.menu = make("div", { class: "menu", hidden: true, role: "menu" }, this.items());
    this.picker = make("input", { type: "file", hidden: true, change: () => this.picked() });
    this.line = make("div", { class: "line" }, this.plus, this.field, this.mic, this.go);
    this.element = make("div", { class: "composer", keydown: (e) => { if (e.key === "Escape") this.leave(); } },
      this.menu, this.note, this.line, this.picker);
    this.reset();
  }

  items() {
    const item = (name, words, f) => make("button", { type: "button", role: "menuitem", click: () => { this.attach(false); f(); } },
      icon(name), make("span", { "data-t": words }));
    return [
      item("photo", "attach.photo.sample", async () => this.phone.deliver("photo", await samplePhoto(), { name: "sample.jpg", ...this.taken() })),
      item("wave", "attach.voice.sample", () => this.voice(sampleVoice())),
      item("pin", "attach.place", () => this.phone.pin()),
      item("photo", "attach.photo", () => this.pick("photo", "image/png,image/jpeg,image/webp,image/gif")),
      item("file", "attach.file", () => this.pick("document", "")),
    ];
  }

  // reset forgets what was begun, as when another person takes the phone.
  reset() {
    this.to = null;
    this.editing = null;
    this.field.value = "";
    this.hush();
    this.fit();
  }

  label() {
    label(this.element);
    this.field.placeholder = say("write");
    this.field.setAttribute("aria-label", `${say("write")}: ${this.phone.person?.name ?? ""}`);
  }

  // fit makes the field as high as its text and shows the button that fits.
  fit() {
    this.field.style.height = "auto";
    if (this.field.scrollHeight > 0) this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    const some = this.field.value.trim() !== "";
    this.mic.hidden = some;
    this.go.hidden = !some;
  }

  // fill puts a suggestion into the field.
  fill(text) {
    this.field.value = text;
    this.fit();
    this.field.focus();
  }

  typed(e) {
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      this.submit();
    }
    if (e.key === "ArrowUp" && this.field.value === "") {
      const mine = this.phone.chat.mine();
      if (mine) this.edit(mine);
    }
  }

  submit() {
    const text = this.field.value.trim();
    if (text === "") return;
    const editing = this.editing;
    const { replyTo } = this.taken();
    this.reset();
    if (editing) this.phone.edit(editing, text);
    else this.phone.tell(text, replyTo);
    this.field.focus();
  }

  // taken is what goes with the next message, and forgets it.
  taken() {
    const replyTo = this.to?.id ?? "";
    this.to = null;
    this.hush();
    return { replyTo };
  }

  reply(m, text) {
    this.to = m;
    this.editing = null;
    this.announce("reply", say("reply.to", { text }), "reply.drop");
  }

  edit(m) {
    this.editing = m;
    this.to = null;
    this.announce("pen", say("edit.on"), "edit.drop");
    this.fill(m.text);
  }

  // announce shows what the next message will do.
  announce(name, text, drop) {
    this.note.replaceChildren(icon(name), make("span", {}, text),
      make("button", { class: "round", type: "button", "aria-label": say(drop), click: () => this.reset() }, icon("close")));
    this.note.hidden = false;
    this.field.focus();
  }

  // leave closes them and goes back to writing.
  leave() {
    this.hush();
    this.field.focus();
  }

  // hush closes the menu and the note.
  hush() {
    if (this.editing) this.field.value = "";
    this.to = null;
    this.editing = null;
    this.note.hidden = true;
    this.attach(false);
  }

  attach(open = this.menu.hidden) {
    this.menu.hidden = !open;
    this.plus.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button").focus();
  }

  pick(kind, accept) {
    this.kind = kind;
    this.picker.accept = accept;
    this.picker.value = "";
    this.picker.click();
  }

  picked() {
    const [chosen] = this.picker.files;
    if (!chosen) return;
    const text = this.field.value.trim();
    const { replyTo } = this.taken();
    this.field.value = "";
    this.fit();
    this.phone.deliver(this.kind, chosen, { name: chosen.name, text, replyTo });
  }

  voice({ blob, seconds }) { this.phone.deliver("voice", blob, { name: "voice", seconds, ...this.taken() }); }

  // record takes a voice from the microphone, or sends the sample if there is none.
  async record() {
    const recorder = new Recorder();
    try {
      await recorder.start();
    } catch {
      this.phone.toast(say("record.none"));
      this.voice(sampleVoice());
      return;
    }
    const clock = make("b", {}, length(0));
    const turn = setInterval(() => { clock.textContent = length(recorder.seconds()); }, 500);
    const end = async (keep) => {
      clearInterval(turn);
      const voice = await recorder.stop();
      bar.replaceWith(this.line);
      if (keep) this.voice(voice);
    };
    const bar = make("div", { class: "line recording" },
      make("button", { class: "round", type: "button", "aria-label": say("record.drop"), click: () => end(false) }, icon("trash")),
      make("span", { class: "live" }, say("record.on"), " ", clock),
      make("button", { class: "round send", type: "button", "aria-label": say("record.send"), click: () => end(true) }, icon("send")));
    this.line.replaceWith(bar);
  }
}
