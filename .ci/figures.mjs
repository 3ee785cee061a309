// Plays a month of figures on the demo page in a real browser: the clock is moved
// on, the reminder comes to the head of a team, who gives the figures and closes the
// month; a result is told on its day; the digest comes to the administrator, who
// looks at the summary and fetches the sheet. It saves what each step looked like.
//
//   NODE_PATH=<where playwright-core is> node .ci/figures.mjs URL [FOLDER]
//
// It needs a running demo (go run ./cmd/caunoi demo) with a fresh directory and
// Chromium, and ends with 1 and one sentence if something is not as it should be.

import { SMALL, WIDE, expect, perform } from "./stage.mjs";

const [url, folder = "screens"] = process.argv.slice(2);
const MORNINGS = 32;

// label presses the newest button on a phone that is called so.
async function label(s, seat, words) {
  await s.front(seat);
  await s.phone(seat).locator("button", { hasText: words }).last().click();
}

// head puts the head of a team behind the phone of the member: the n-th that is found.
async function head(s, n) {
  await s.front("member");
  await s.phone("member").locator(".who").click();
  await s.page.locator('dialog .chips [data-role="head"]').click();
  await s.page.locator("dialog .count").waitFor();
  await s.page.waitForTimeout(300); // the list is asked for while one types
  await s.page.locator("dialog li button:not([disabled])").nth(n).click();
  await s.page.locator("dialog[open]").waitFor({ state: "detached" });
}

// on moves the clock until a phone is shown words anew, a morning at a time. No month
// is longer than so many mornings, whatever day it is when the demo begins.
async function on(s, seat, words) {
  const said = s.phone(seat).locator(".message.bot", { hasText: words });
  const before = await said.count();
  for (let i = 0; i < MORNINGS; i++) {
    await s.page.locator('[data-to="morning"]').click();
    await s.page.waitForTimeout(1500);
    if (await said.count() > before) return;
  }
  expect(false, `${s.name}: ${words} did not come within ${MORNINGS} mornings`);
}

async function month(s) {
  const wide = s.name === "wide";
  await head(s, wide ? 0 : 1);
  if (wide) {
    await on(s, "member", "Đề nghị tổ báo số liệu");
  } else {
    await s.page.waitForTimeout(500);
  }
  await s.shot("1-reminded");
  await s.say("member", "bc: hôm qua 2 buổi tuyên truyền, 85 lượt người");
  await s.last("member", "85");
  await s.shot("2-result");
  await s.say("member", "/solieu");
  await s.last("member", "Số liệu tháng");
  await s.shot("3-asked");
  await s.say("member", "2 buổi, 85 lượt người, hiến 1.200m2, 150 công, 2 triệu rưỡi");
  await s.last("member", "bà con hay");
  await label(s, "member", "Công của bà con");
  await s.last("member", "1.200 m²");
  await s.shot("4-read-back");
  await s.say("member", "xong");
  await s.last("member", "chưa lưu");
  await label(s, "member", "✅ Chốt");
  await s.last("member", "Đã chốt");
  await s.shot("5-closed");
  if (wide) {
    await on(s, "admin", "Tháng qua ở nơi");
    await s.shot("6-digest");
  }
  await s.front("admin");
  await s.say("admin", "/thongke tháng trước");
  await s.last("admin", "tổ đã gửi");
  await s.phone("admin").locator(".message.bot img").last().waitFor();
  await s.shot("7-summary");
  await label(s, "admin", "📊 Excel");
  await s.last("admin", ".xlsx");
  await s.shot("8-sheet");
  await s.fits();
}

await perform(url, folder, [
  { name: "wide", viewport: WIDE, colorScheme: "light", play: month },
  { name: "small", viewport: SMALL, colorScheme: "dark", play: month },
]);
