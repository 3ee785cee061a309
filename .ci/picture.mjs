// Makes the picture of the README from a running demo with a fresh directory.
//
//   NODE_PATH=<where playwright-core is> node .ci/picture.mjs URL docs/img/demo.png

import { createRequire } from "node:module";

const { chromium } = createRequire(import.meta.url)("playwright-core");

const [url, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
const settled = () => page.waitForTimeout(900); // nothing moves on the page any more

async function say(seat, words) {
  await page.locator(`#phone-${seat} textarea`).fill(words);
  await page.locator(`#phone-${seat} textarea`).press("Enter");
  await settled();
}

async function press(seat, verb) {
  await page.locator(`#phone-${seat} [data-do^="${verb} "]`).first().click();
  await settled();
}

await page.goto(url);
await page.locator("body.ready").waitFor();
await say("member", "khẩn sạt lở chặn đường vào bản, 3 nhà bị đất tràn, chưa thấy ai bị thương");
await press("leader", "nhan");
await press("leader", "hoi");
await say("leader", "đường còn đi xe máy được không");
await say("member", "không, phải đi bộ");
await say("admin", "/viec");
await say("admin", "/trogiup");
await settled();
await page.screenshot({ path: file });
await browser.close();
