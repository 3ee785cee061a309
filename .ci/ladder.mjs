// Plays a night on the demo page in a real browser: an urgent report at eleven
// that nobody takes climbs step by step while the clock is put on, is taken,
// decays, is handed on, is settled with a picture, is refuted, and goes to the
// level above. It saves what each step looked like.
//
//   NODE_PATH=<where playwright-core is> node .ci/ladder.mjs URL [FOLDER]
//
// It needs a running demo (go run ./cmd/caunoi demo) with a fresh directory and
// Chromium, and ends with 1 and one sentence if something is not as it should be.

import { CODE, SMALL, WIDE, expect, perform } from "./stage.mjs";

const [url, folder = "screens"] = process.argv.slice(2);

// later puts the clock on by one of its buttons.
async function later(s, to) {
  const face = s.page.locator(".clock time");
  const before = await face.getAttribute("datetime");
  await s.page.locator(`[data-to="${to}"]`).click();
  await s.page.waitForFunction((was) => document.querySelector(".clock time").dateTime.slice(0, 16) !== was.slice(0, 16), before);
}

// give puts somebody else behind a phone: whoever of a role is
// found first by the words.
async function give(s, seat, role, words) {
  await s.front(seat);
  await s.phone(seat).locator(".who").click();
  await s.page.locator(`dialog .chips [data-role="${role}"]`).click();
  await s.page.locator("dialog input").fill(words);
  await s.page.locator("dialog .count").waitFor();
  await s.page.waitForTimeout(300); // the list is asked for while one types
  await s.page.locator("dialog li button:not([disabled])").first().click();
  await s.page.locator("dialog[open]").waitFor({ state: "detached" });
}

// tap brings a phone forward and presses a button on it.
async function tap(s, seat, does) {
  await s.front(seat);
  await s.press(seat, does);
}

// hears waits until a phone shows words, and takes a picture.
async function hears(s, seat, words, picture) {
  await s.front(seat);
  await s.last(seat, words);
  if (picture) await s.shot(picture);
}

async function night(s) {
  const what = s.name === "wide" ? "hai nhà sát bờ" : "ba nhà sát bờ";
  await later(s, "night");
  await s.say("member", `khẩn nước suối dâng, ${what} đang dọn đồ`);
  const code = CODE.exec(await (await s.last("member", "🚨")).innerText())[0];
  await hears(s, "leader", code, "1-told");
  await give(s, "admin", "leader", "na hy");
  await later(s, "+15m");
  await hears(s, "admin", code, "2-leader-of-commune");
  await hears(s, "member", "Chưa có ai nhận", "2-reporter");
  await give(s, "admin", "duty", "tinh");
  await later(s, "+15m");
  await hears(s, "admin", code, "3-duty-of-province");
  await tap(s, "admin", `nhan ${code}`);
  await hears(s, "member", `nhận xử lý ${code}`, "4-taken");
  await later(s, "+1h");
  await hears(s, "admin", "vẫn đang xử lý", "5-asked");
  await later(s, "+15m");
  await hears(s, "member", "chưa trả lời", "6-decayed");
  await handOn(s, code);
  await settle(s, code);
  await refute(s, code);
  await s.fits();
}

// handOn plays that the province takes the case and gives it to who is in charge
// of the team, who takes it.
async function handOn(s, code) {
  await tap(s, "admin", `nhan ${code}`);
  await tap(s, "admin", `chuyen ${code}`);
  await s.last("admin", `Chuyển ${code} cho ai`);
  const name = (await s.phone("leader").locator(".who b").innerText()).trim();
  const label = s.phone("admin").locator("button", { hasText: name.split(" ").at(-1) }).last();
  await label.click();
  await s.last("admin", `Vì sao chuyển ${code}`);
  await s.shot("7-why");
  await s.say("admin", "ở gần, đi xem ngay được");
  await hears(s, "leader", "chuyển cho", "7-handed-on");
  await tap(s, "leader", `nhan ${code}`);
  await hears(s, "member", "Người phụ trách nhận xử lý", "8-taken");
}

// settle plays that an urgent case wants something to look at.
async function settle(s, code) {
  await s.front("leader");
  await tap(s, "leader", `xong ${code}`);
  await s.last("leader", "Kết quả");
  await s.say("leader", "đã đưa hai nhà lên chỗ cao");
  await hears(s, "leader", "ảnh", "9-evidence");
  await s.phone("leader").locator(".plus").click();
  await s.phone("leader").locator("[role=menuitem]").first().click(); // a picture that the page paints
  await hears(s, "member", "Việc đã được chưa", "10-settled");
}

// refute plays that the reporter says it is not settled: the level above hears.
async function refute(s, code) {
  await give(s, "admin", "leader", "na hy");
  await s.front("member");
  await tap(s, "member", `chua ${code}`);
  await s.last("member", "còn vướng gì");
  await s.say("member", "nước lại lên, còn một nhà chưa ra được");
  await hears(s, "member", `Đã mở lại ${code}`, "11-refuted");
  await hears(s, "admin", "mở lại", "12-level-above");
  const said = await (await s.last("member", `Đã mở lại ${code}`)).innerText();
  expect(/lãnh đạo xã/i.test(said), `${s.name}: the level above was not told: ${said}`);
}

await perform(url, folder, [
  { name: "wide", viewport: WIDE, colorScheme: "light", play: night },
  { name: "small", viewport: SMALL, colorScheme: "light", play: night },
]);
