// The clock of the demo: it runs with the computer's and can be put forward.

import { post } from "./api.js";
import { make } from "./make.js";
import { day, hours, moment } from "./time.js";
import { say } from "./texts.js";

const BUTTONS = ["+15m", "+1h", "night", "morning", "week"];

// A Clock shows and tells the time of the demo.
export class Clock {
  constructor(element, toast) {
    this.element = element;
    this.toast = toast;
    this.face = element.querySelector("time");
    this.date = element.querySelector(".now span");
    this.set(new Date().toISOString());
    setInterval(() => this.show(), 1000);
  }

  // set takes the time the server told.
  set(iso) {
    this.base = moment(iso);
    this.heard = performance.now();
    this.show();
  }

  now() { return { ms: this.base.ms + performance.now() - this.heard, zone: this.base.zone }; }

  // iso is the time now as the server writes it.
  iso() {
    const { ms, zone } = this.now();
    const sign = zone < 0 ? "-" : "+";
    const two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
    return new Date(ms + zone * 60_000).toISOString().replace("Z", `${sign}${two(zone / 60)}:${two(zone % 60)}`);
  }

  show() {
    const now = this.now();
    this.face.textContent = hours(now);
    this.face.dateTime = this.iso();
    this.date.textContent = day(now);
  }

  // draw draws the buttons in the language of the page.
  draw() {
    this.element.querySelector(".forward").replaceChildren(...BUTTONS.map((to) =>
      make("button", { type: "button", "data-to": to, click: (e) => this.forward(to, e.currentTarget) }, say(`clock.${to}`))));
  }

  async forward(to, button) {
    button.disabled = true;
    try {
      const { now } = await post("api/clock", { to });
      this.set(now);
      this.toast(say("clock.now", { time: hours(moment(now)), day: day(moment(now)) }));
    } finally {
      button.disabled = false;
      button.focus();
    }
  }
}
