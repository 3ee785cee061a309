// What the plays of the demo page share: a browser window on it, and how it ends.

import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(import.meta.url)("playwright-core");

export const WIDE = { width: 1440, height: 900 };
export const SMALL = { width: 390, height: 844 };
export const CODE = /\b\d{4}-\d+\b/;
const PATIENCE = 15_000;

// expect ends the play with a sentence if something is not so.
export function expect(so, sentence) {
  if (!so) throw new Error(sentence);
}

// A Stage is one browser window on the demo.
export class Stage {
  constructor(page, name, url, folder) {
    this.page = page;
    this.name = name;
    this.url = url;
    this.folder = folder;
    this.faults = [];
    page.on("pageerror", (e) => this.faults.push(`the page failed: ${e.message}`));
    page.on("console", (m) => { if (m.type() === "error") this.faults.push(`the browser complains: ${m.text()}`); });
    page.setDefaultTimeout(PATIENCE);
  }

  async open() {
    await this.page.goto(this.url);
    await this.page.locator("body.ready").waitFor();
  }

  phone(seat) { return this.page.locator(`#phone-${seat}`); }

  // front brings a phone forward where only one is seen.
  async front(seat) {
    const tab = this.page.locator(`.tabs [data-seat=${seat}]`);
    if (await tab.isVisible()) await tab.click();
  }

  async say(seat, text) {
    await this.front(seat);
    await this.phone(seat).locator("textarea").fill(text);
    await this.phone(seat).locator("textarea").press("Enter");
    await this.phone(seat).locator(".message.me", { hasText: text }).last().locator(".tick.on").waitFor();
  }

  // press taps the newest button that does what begins so.
  async press(seat, does) { await this.phone(seat).locator(`[data-do^="${does}"]`).last().click(); }

  // last waits for the newest message of the bot that holds words.
  async last(seat, words) {
    const m = this.phone(seat).locator(".message.bot", { hasText: words }).last();
    await m.waitFor({ state: "attached" });
    return m;
  }

  // shot takes a picture when what has just come has stopped moving.
  async shot(what) {
    await this.page.waitForTimeout(400);
    await this.page.screenshot({ path: join(this.folder, `${this.name}-${what}.png`) });
  }

  // fits fails if the page is wider than the screen.
  async fits() {
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over <= 0, `${this.name}: the page is ${over} pixels wider than the screen`);
  }

  done() { expect(this.faults.length === 0, `${this.name}: ${this.faults.join("; ")}`); }
}

// perform opens a browser, plays each act in a window of its own and ends the
// program with 1 and a sentence if something is not as it should be. An act has
// a name, a viewport, a colour scheme and play, which gets the stage.
export async function perform(url, folder, acts) {
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    for (const act of acts) await one(browser, url, folder, act);
    console.log(`the page plays; screens are in ${folder}`);
  } catch (e) {
    console.error(`browser: ${e.message}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function one(browser, url, folder, { name, viewport, colorScheme, play }) {
  const small = viewport === SMALL;
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: small ? 2 : 1, hasTouch: small });
  const s = new Stage(await context.newPage(), name, url, folder);
  try {
    await s.open();
    await play(s);
    s.done();
  } catch (e) {
    await s.shot("fault").catch(() => {});
    throw new Error([...s.faults, e.message].join("; "));
  } finally {
    await context.close();
  }
}
