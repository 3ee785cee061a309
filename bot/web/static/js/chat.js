// What stands in one chat: the entries of the stream folded into messages.

// A Chat holds the messages of one person, oldest first.
export class Chat {
  constructor() {
    this.messages = [];
    this.byId = new Map();
    this.byNumber = new Map();
    this.last = 0;
    this.blocked = false;
  }

  // hear takes an entry in. It returns the message that is new or changed and
  // what happened to it, or null if there is nothing to see.
  hear(e) {
    if (e.n <= this.last) return null;
    this.last = e.n;
    switch (e.deed) {
      case "show": return this.place({ ...e, from: "bot", stored: true }, "new");
      case "say": return this.sent(e);
      case "redraw": return this.redraw(e);
      case "erase": return this.erase(e);
      case "change": return this.change(e);
      case "stored": return this.stored(e);
      case "block":
      case "open":
        this.blocked = e.deed === "block";
        return { what: "blocked" };
      default: return null;
    }
  }

  place(m, what) {
    this.messages.push(m);
    if (m.id) this.byId.set(m.id, m);
    if (m.n) this.byNumber.set(m.n, m);
    return { what, message: m };
  }

  // pend adds a message that the person has just sent and the server has not
  // answered for yet.
  pend(m) { return this.place({ ...m, from: "me", stored: false }, "new").message; }

  sent(e) {
    const pending = this.messages.find((m) => m.key && m.key === e.key && !m.id);
    if (!pending) return this.place({ ...e, from: "me", stored: false }, "new");
    Object.assign(pending, { ...e, preview: pending.preview });
    this.byId.set(e.id, pending);
    this.byNumber.set(e.n, pending);
    return { what: "settled", message: pending };
  }

  redraw(e) {
    const m = this.byId.get(e.id);
    if (!m) return null;
    m.text = e.text;
    m.buttons = e.buttons;
    m.files = e.files;
    m.changed = e.at;
    return { what: "redrawn", message: m };
  }

  erase(e) {
    const m = this.byId.get(e.id);
    if (!m) return null;
    this.messages.splice(this.messages.indexOf(m), 1);
    this.byId.delete(e.id);
    return { what: "erased", message: m };
  }

  change(e) {
    const m = this.byId.get(e.id);
    if (!m) return null;
    m.text = e.text;
    m.edited = true;
    m.stored = false;
    this.byNumber.set(e.n, m);
    return { what: "settled", message: m };
  }

  stored(e) {
    const m = this.byNumber.get(e.of);
    if (!m) return null;
    m.stored = true;
    m.waiting = false;
    return { what: "settled", message: m };
  }

  // mine is the last message the person sent that can be edited.
  mine() { return this.messages.findLast((m) => m.from === "me" && m.id && m.text && !m.files); }
}
