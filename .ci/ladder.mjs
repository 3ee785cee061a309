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
const PICTURE = "docs/img/khan.png"; // any picture will do for one of the road

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
  await s.press("admin", `nhan ${code}`);
  await hears(s, "member", `nhận xử lý ${code}`, "4-taken");
  await later(s, "+1h");
  await hears(s, "admin", "vẫn đang xử lý", "5-asked");
  await later(s, "+15m");
  await hears(s, "member", "chưa báo lại", "6-decayed");
}

await perform(url, folder, [
  { name: "wide", viewport: WIDE, colorScheme: "light", play: night },
  { name: "small", viewport: SMALL, colorScheme: "light", play: night },
]);
