// Makes the pictures of the README and of the manuals in docs/vi from a running
// demo with a fresh directory, and that of a printed invitation from its sheet.
//
//   NODE_PATH=<where playwright-core is> node .ci/pictures.mjs URL docs/img [SHEET]
//
// SHEET is what "caunoi invite --team NH-01 --bot caunoi_mau_bot" makes from the
// sample roster (flows/roster/testdata/roster-mau.csv).

import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const { chromium } = createRequire(import.meta.url)("playwright-core");

const [url, folder, sheet] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const STILL = 900; // milliseconds, after which nothing moves on the page any more
const FADED = 2000; // milliseconds, after which no change is highlighted any more
const CODE = /\b\d{4}-\d+\b/;

// A Demo is a window on the page.
class Demo {
  static async open(options) {
    const demo = new Demo();
    demo.page = await (await browser.newContext(options)).newPage();
    await demo.page.goto(url);
    await demo.page.locator("body.ready").waitFor();
    return demo;
  }

  settled() { return this.page.waitForTimeout(STILL); }

  phone(seat) { return this.page.locator(`#phone-${seat}`); }

  // front brings a phone forward where only one is seen.
  async front(seat) {
    const tab = this.page.locator(`.tabs [data-seat=${seat}]`);
    if (await tab.isVisible()) await tab.click();
  }

  async say(seat, words) {
    await this.front(seat);
    await this.phone(seat).locator("textarea").fill(words);
    await this.phone(seat).locator("textarea").press("Enter");
    await this.settled();
  }

  async press(seat, does) {
    await this.front(seat);
    await this.phone(seat).locator(`[data-do^="${does}"]`).last().click();
    await this.settled();
  }

  // code is the number of the newest report on a phone.
  async code(seat) {
    const all = await this.phone(seat).locator(".message.bot").allInnerTexts();
    return CODE.exec(all.findLast((m) => CODE.test(m)))[0];
  }

  // crop takes a picture of the last messages of a phone.
  async crop(seat, messages, name) {
    await this.front(seat);
    await this.page.mouse.move(5, 5); // over nothing
    await this.page.waitForTimeout(FADED);
    const all = this.phone(seat).locator(".message");
    const count = await all.count();
    const first = await all.nth(count - messages).boundingBox();
    const last = await all.nth(count - 1).boundingBox();
    const clip = { x: 0, y: first.y - 5, width: this.page.viewportSize().width, height: last.y + last.height - first.y + 14 };
    await this.page.screenshot({ path: join(folder, `${name}.png`), clip });
  }

  close() { return this.page.context().close(); }
}

// overview is the picture of the README: the three phones.
async function overview() {
  const d = await Demo.open({ viewport: { width: 1440, height: 900 } });
  await d.say("member", "khẩn sạt lở chặn đường vào bản, 3 nhà bị đất tràn, chưa thấy ai bị thương");
  await d.press("leader", "nhan");
  await d.press("leader", "hoi");
  await d.say("leader", "đường còn đi xe máy được không");
  await d.say("member", "không, phải đi bộ");
  await d.say("admin", "/viec");
  await d.say("admin", "/quantri");
  await d.page.screenshot({ path: join(folder, "demo.png") });
  await d.say("leader", `XONG ${await d.code("leader")} đã thông đường lúc 15h`);
  await d.press("member", "duoc");
  await d.close();
}

// newcomer sends six digits and is asked for.
async function newcomer(d) {
  await d.page.locator(".help").click();
  await d.page.locator("[data-hint=join]").click();
  await d.page.locator("dialog li button:not([disabled])").first().click();
  await d.phone("member").locator(".ways button").last().click();
  await d.settled();
  await d.phone("member").locator("textarea").press("Enter");
  await d.settled();
  await d.crop("member", 2, "tham-gia");
}

// member reports in one message, step by step, and urgently.
async function member(d) {
  await d.say("member", "nuoc sinh hoat o ban duc 3 hom nay, 12 ho");
  await d.crop("member", 2, "bao-viec");
  await d.page.locator('[data-to="+15m"]').click(); // what follows is another matter
  await d.say("member", "/baocao");
  await d.say("member", "cầu treo hỏng ván, học sinh đi học khó");
  await d.press("member", "talk.guided - category HTA");
  await d.say("member", "hai hôm nay");
  await d.say("member", "25 hộ");
  await d.say("member", "xã cho thay ván");
  await d.say("member", "bỏ qua");
  await d.crop("member", 1, "tung-buoc");
  await d.say("member", "1");
  await d.page.locator('[data-to="+15m"]').click();
  await d.say("member", "khẩn sạt lở chặn đường vào bản, 3 nhà bị đất tràn");
  await d.crop("member", 2, "khan");
}

// leader takes the urgent report and works on it.
async function leader(d) {
  const code = await d.code("leader");
  await d.crop("leader", 1, "tin-khan");
  await d.press("leader", `nhan ${code}`);
  await d.say("leader", `HOI ${code} đường còn đi xe máy được không`);
  await d.say("member", "không, phải đi bộ");
  await d.say("leader", `XONG ${code} đã thông đường lúc 15h`);
  await d.crop("leader", 5, "xu-ly");
  await d.say("leader", "/viec");
  await d.crop("leader", 2, "viec");
}

// office is what an administrator does.
async function office(d) {
  await d.say("admin", "/quantri");
  await d.crop("admin", 2, "quan-tri");
  await d.say("admin", "/quantri dinh duc phuc");
  await d.crop("admin", 2, "the-nguoi");
  await d.say("member", "/dulieu");
  await d.press("member", "dulieu.xoa");
  await d.press("member", "dulieu.het");
  await d.crop("admin", 1, "yeu-cau");
}

// invitation is the first card of a printed sheet.
async function invitation() {
  const page = await (await browser.newContext({ viewport: { width: 794, height: 400 }, deviceScaleFactor: 1.5 })).newPage();
  await page.goto(`file://${resolve(sheet)}`);
  await page.screenshot({ path: join(folder, "phieu-moi.png"), clip: { x: 50, y: 80, width: 354, height: 248 } });
}

await overview();
const d = await Demo.open({ viewport: { width: 390, height: 1800 }, deviceScaleFactor: 1.5, hasTouch: true });
await member(d);
await leader(d);
await office(d);
await newcomer(d);
if (sheet) await invitation();
await browser.close();
