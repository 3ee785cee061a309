// Plays the demo page in a real browser, wide and on a small screen: an urgent
// report, a guided one, a copy of one's data, joining. It saves what it looked like.
//
//   NODE_PATH=<where playwright-core is> node .ci/browser.mjs URL [FOLDER]
//
// It needs a running demo (go run ./cmd/caunoi demo) with a fresh directory
// and Chromium. It ends with 1 and one sentence if something is not as it
// should be.

import { statSync } from "node:fs";
import { CODE, SMALL, WIDE, expect, perform } from "./stage.mjs";

const [url, folder = "screens"] = process.argv.slice(2);
const WAYS = { number: 0, sheet: 1, digits: 2 }; // of joining, as the page offers them

// urgent plays: a landslide is told, the alert goes out, is taken, and the one
// who told it hears so.
async function urgent(s, what) {
  await s.say("member", `khẩn sạt lở chặn đường vào bản, ${what}`);
  const own = await s.last("member", CODE);
  const code = CODE.exec(await own.innerText())[0];
  await s.last("leader", code);
  if (s.name === "small") {
    await s.page.locator(".tabs [data-seat=leader] .badge").waitFor();
    await s.shot("unread");
  }
  await s.shot("told");
  await s.front("leader");
  const alert = await s.last("leader", what);
  await alert.locator(`[data-do="nhan ${code}"]`).waitFor();
  await s.shot("alert");
  const before = await s.phone("leader").locator(".message.bot").count();
  await alert.locator(`[data-do="nhan ${code}"]`).click();
  await s.phone("leader").locator(".message.bot .changed").last().waitFor();
  await s.phone("leader").locator(`[data-do="nhan ${code}"]`).waitFor({ state: "detached" });
  const after = await s.phone("leader").locator(".message.bot").count();
  expect(after === before, `${s.name}: taking the case showed ${after - before} new messages on the card's phone, not a changed card`);
  await s.front("member");
  await s.last("member", "✋");
  await s.shot("taken");
  return code;
}

// joining plays the suggestion for newcomers: somebody who has not joined types
// six digits, agrees, and is somebody who can report.
async function joining(s, way) {
  if (await s.page.locator(".help").isVisible()) await s.page.locator(".help").click();
  await s.page.locator("[data-hint=join]").click();
  await s.page.locator("dialog li button:not([disabled])").first().click();
  await s.shot("newcomer");
  const phone = s.phone("member");
  await phone.locator(".ways button").nth(way).click();
  if (way === WAYS.number) await phone.locator("[data-do=contact]").last().click();
  if (way === WAYS.digits) {
    await s.page.waitForFunction(() => /^\d{6}$/.test(document.querySelector("#phone-member textarea").value));
    await phone.locator("textarea").press("Enter");
  }
  await s.press("member", "join.yes");
  await s.press("member", "join.agree");
  await phone.locator("[data-do^=baocao]").last().waitFor();
  await s.page.waitForFunction(() => !document.querySelector("#phone-member .ways"));
  await s.shot("joined");
}

// guided plays the report that is asked for step by step, by button, by number
// and in words, until it is filed.
async function guided(s) {
  await s.say("member", "/baocao");
  await s.last("member", "📝");
  await s.say("member", "nước suối đục, bà con không dùng được");
  await s.press("member", "talk.guided - category HTA");
  await s.say("member", "ba hôm nay");
  await s.say("member", "12 hộ");
  await s.say("member", "nhờ xã cho người kiểm tra");
  await s.say("member", "bỏ qua");
  await s.phone("member").locator(".message.bot", { hasText: "“nước suối đục" }).last().waitFor();
  await s.shot("summary");
  const before = await s.phone("member").locator(".message.bot").count();
  await s.say("member", "1");
  const card = s.phone("member").locator(".message.bot").nth(before);
  await card.waitFor();
  const said = await card.innerText();
  expect(CODE.test(said) && said.startsWith("✅"), `${s.name}: the guided report was not filed: ${said}`);
}

// keyboard takes the case of a new report with keys alone, and looks whether the
// focus is still where the hand was when the card has changed.
async function keyboard(s) {
  await s.say("member", "khẩn cầu treo sập, một nhà bị cuốn");
  const code = CODE.exec(await (await s.last("member", "🚨")).innerText())[0];
  await s.front("leader");
  const take = s.phone("leader").locator(`[data-do="nhan ${code}"]`);
  await take.focus();
  await s.page.keyboard.press("Enter");
  await take.waitFor({ state: "detached" });
  const held = await s.page.evaluate(() => document.activeElement.closest(".message")?.innerText ?? "");
  expect(held.includes(code), `${s.name}: the focus left the card that was taken by key`);
  await s.front("member");
}

// copy plays that what is kept of a person can be had as a file.
async function copy(s) {
  await s.say("member", "/dulieu");
  await s.press("member", "banso");
  const link = s.phone("member").locator("a.file").last();
  await link.waitFor();
  const [file] = await Promise.all([s.page.waitForEvent("download"), link.click()]);
  const { size } = statSync(await file.path());
  expect(size > 200, `${s.name}: the copy of one's data has ${size} bytes`);
}

// forward puts the clock on by an hour and checks that the page shows it.
async function forward(s) {
  const face = s.page.locator(".clock time");
  const hour = async () => Number((await face.innerText()).slice(0, 2));
  const before = await hour();
  await s.page.locator('[data-to="+1h"]').click();
  await s.page.locator(".toast").first().waitFor();
  expect((await hour()) === (before + 1) % 24, `${s.name}: the clock did not go on by an hour`);
}

// other plays what is there besides: English, suggestions, a voice, the
// chooser, a reload that shows the same messages.
async function other(s) {
  await s.page.locator("[data-lang=en]").click();
  expect((await s.page.locator("html").getAttribute("lang")) === "en", `${s.name}: the switch did not change the language`);
  await s.shot("english");
  await s.page.locator("[data-lang=vi]").click();
  if (await s.page.locator(".help").isVisible()) {
    await s.page.locator(".help").click();
    await s.shot("hints");
  }
  await s.page.locator("[data-hint=voice]").click();
  await s.phone("member").locator(".message.me .sound").last().waitFor();
  await s.phone("member").locator(".message.me").last().locator(".tick.on").waitFor();
  await s.front("admin");
  await s.phone("admin").locator(".who").click();
  await s.page.locator("dialog input").fill("na hy truc ban");
  await s.page.locator("dialog li").first().waitFor();
  await s.shot("people");
  await s.page.locator("dialog .head button").click();
  await s.front("member");
  const count = await s.phone("member").locator(".message").count();
  await s.page.reload();
  await s.page.locator("body.ready").waitFor();
  await s.phone("member").locator(".message").nth(count - 1).waitFor();
  await s.shot("again");
}

// whole plays all of it once, with one of the ways to join.
const whole = (way) => async (s) => {
  await s.shot("start");
  await s.fits();
  await urgent(s, `${s.name === "wide" ? 3 : 5} nhà bị đất tràn`);
  await s.fits();
  await guided(s);
  await copy(s);
  await keyboard(s);
  await forward(s);
  await other(s);
  await joining(s, way);
};

await perform(url, folder, [
  { name: "wide", viewport: WIDE, colorScheme: "light", play: whole(WAYS.digits) },
  { name: "small", viewport: SMALL, colorScheme: "light", play: whole(WAYS.sheet) },
  { name: "dark", viewport: WIDE, colorScheme: "dark", play: whole(WAYS.number) },
]);
