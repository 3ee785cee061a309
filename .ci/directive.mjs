// Plays a directive on the demo page in a real browser: the administrator writes
// it, looks at it as its receivers will, confirms it with the own number, and
// watches it leave; a member reports a figure, three teams are stuck, the silent
// are reminded, and it is withdrawn. It saves what each step looked like.
//
//   NODE_PATH=<where playwright-core is> node .ci/directive.mjs URL [FOLDER]
//
// It needs a running demo (go run ./cmd/caunoi demo) with a fresh directory and
// Chromium, and ends with 1 and one sentence if something is not as it should be.

import { SMALL, WIDE, expect, perform } from "./stage.mjs";

const [url, folder = "screens"] = process.argv.slice(2);
const NUMBER = /Chỉ đạo (\d+)/i;
const LONG = 90_000; // until 900 people have it, at the pace of a chat service

// label presses the newest button on a phone that is called so.
async function label(s, seat, words) {
  await s.front(seat);
  await s.phone(seat).locator("button", { hasText: words }).last().click();
}

// give puts another member behind the phone of the member: the n-th that is
// found by the words.
async function give(s, words, n) {
  await s.front("member");
  await s.phone("member").locator(".who").click();
  await s.page.locator('dialog .chips [data-role="member"]').click();
  await s.page.locator("dialog input").fill(words);
  await s.page.locator("dialog .count").waitFor();
  await s.page.waitForTimeout(300); // the list is asked for while one types
  await s.page.locator("dialog li button:not([disabled])").nth(n).click();
  await s.page.locator("dialog[open]").waitFor({ state: "detached" });
}

async function morning(s) {
  const first = s.name === "wide";
  if (first) {
    await s.say("admin", "/pin 4821");
    await s.last("admin", "Đã đặt");
  } else {
    await s.page.locator('[data-to="+1h"]').click(); // two to everybody need time between them
  }
  await s.say("admin", "/chidao");
  await label(s, "admin", "Soạn chỉ đạo");
  await s.last("admin", "Nội dung chỉ đạo");
  await s.shot("1-write");
  await s.say("admin", `Mưa lớn từ 19h, các tổ rà soát nhà ven suối, báo số hộ cần di dời (${s.name}).`);
  await label(s, "admin", "Tất cả 121 tổ");
  await label(s, "admin", "Nhóm của tổ");
  await label(s, "admin", "Báo số liệu");
  await label(s, "admin", "Ngày mai");
  await s.last("admin", "XEM TRƯỚC");
  await s.shot("2-preview");
  await label(s, "admin", "✅ Gửi");
  await s.last("admin", "nhiều hơn 50 nơi");
  await s.phone("admin").locator(".message.bot", { hasText: "nhiều hơn 50 nơi" }).last().waitFor();
  await s.say("admin", " 4821"); // other words than those of before
  const number = NUMBER.exec(await (await s.last("admin", "sắp gửi")).innerText())[1];
  await s.shot("3-delayed");
  await s.page.locator('[data-to="+15m"]').click();
  await s.last("admin", "đang gửi");
  await s.shot("4-leaving");
  await reactions(s, number);
  await steer(s, number);
  await s.fits();
}

// reactions plays what receivers do: a figure in words, and three that are stuck.
async function reactions(s, number) {
  await s.phone("member").locator(".message.bot", { hasText: `CHỈ ĐẠO ${number}` }).last().waitFor({ state: "attached", timeout: LONG });
  await s.front("member");
  await s.press("member", `baoso ${number}`);
  await s.last("member", "báo con số nào");
  await s.say("member", "khoảng 12 hộ");
  await s.shot("5-figure");
  await label(s, "member", "✅ Đúng");
  await s.last("member", "Đã trả lời");
  await s.shot("5-answered");
  await s.phone("admin").locator(".message.bot", { hasText: "đã gửi xong" }).last().waitFor({ state: "attached", timeout: LONG });
  await s.front("admin");
  await s.shot("6-sent");
  for (const [n, why] of ["chưa có xe chở đồ", "đường vào bản bị chắn", "thiếu chỗ ở tạm"].entries()) {
    await give(s, ["huoi", "nam", "pu"][n], s.name === "wide" ? 0 : 1);
    await s.press("member", `vuong ${number}`);
    await s.last("member", "đang vướng gì");
    await s.say("member", why);
    await s.last("member", "Đang vướng");
    if (n === 0) await s.shot("7-stuck");
  }
}

// steer plays what the sender does then.
async function steer(s, number) {
  await s.front("admin");
  const board = s.phone("admin").locator(".message.bot", { hasText: "vướng 3" }).last();
  await board.waitFor({ state: "attached" });
  await s.shot("8-board");
  await s.say("admin", `/chidao`);
  await label(s, "admin", `Xem chỉ đạo ${number}`);
  await s.press("admin", `cdds ${number}`);
  await s.last("admin", "Danh sách");
  await s.shot("9-list");
  await s.press("admin", `cdnhac ${number}`);
  await s.last("admin", "Đã nhắc");
  await s.shot("10-chased");
  await s.press("admin", `cdthuhoi ${number}`);
  await s.last("admin", `Thu hồi chỉ đạo ${number}?`);
  await s.press("admin", `cdthuhoi.that ${number}`);
  const withdrawn = s.phone("member").locator(".message.bot", { hasText: `Chỉ đạo ${number} đã thu hồi` }).last();
  await withdrawn.waitFor({ state: "attached", timeout: LONG });
  await s.front("member");
  await s.shot("11-withdrawn");
  const left = s.phone("member").locator(`[data-do="baoso ${number}"]`);
  expect((await left.count()) === 0, `${s.name}: it can still be answered after it was withdrawn`);
}

await perform(url, folder, [
  { name: "wide", viewport: WIDE, colorScheme: "light", play: morning },
  { name: "small", viewport: SMALL, colorScheme: "light", play: morning },
]);
