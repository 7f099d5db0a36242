// SPDX-License-Identifier: Apache-2.0
// node html_test.cjs PAGE [SCREENSHOT]
"use strict";
const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");

// The least contrast of a chip's words, as WCAG counts it.
const leastContrast = (page) => page.evaluate(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).map((n) => {
      const c = Number(n) / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return Math.min(...[...document.querySelectorAll(".chip")].map((chip) => {
    const style = getComputedStyle(chip);
    const [a, b] = [style.color, style.backgroundColor].map(light);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
});

async function main(page) {
  const problems = [], requests = [];
  page.on("console", (m) => problems.push(m.text()));
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("dialog", (d) => { problems.push("dialog"); d.dismiss(); });
  page.on("request", (r) => requests.push(r.url()));
  const url = "file://" + process.argv[2];
  await page.goto(url);

  assert.match(await page.textContent("h1"), /^Not ready\./);
  assert.equal(await page.locator("script").count(), 1, "no foreign script");
  assert.ok(await page.getByRole("button", { name: "<script>" }).count(),
    "a process named <script> is text");

  // Filter by words, by verdict and by team.
  const rows = page.locator("tr.caller:visible");
  const all = await rows.count();
  await page.getByLabel("Filter").fill("web-1");
  const some = await rows.count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.equal(await page.getByRole("status").textContent(),
    `${some} of ${all} callers`);
  await page.getByLabel("Filter").fill("");
  await page.getByLabel("Verdict").selectOption("not-ready");
  assert.ok(await rows.count() < all);
  await page.getByLabel("Verdict").selectOption("");
  await page.getByRole("button", { name: "payments" }).click();
  assert.equal(await page.getByRole("combobox", { name: /^Team/ }).inputValue(), "payments");
  assert.ok(await rows.count() < all);
  await page.getByRole("combobox", { name: /^Team/ }).selectOption("");

  // A row opens its evidence with the keyboard.
  const opener = page.locator("tr.caller button.open").first();
  assert.equal(await opener.getAttribute("aria-expanded"), "false");
  const evidence = page.locator("#" +
    await opener.getAttribute("aria-controls"));
  assert.ok(!await evidence.isVisible());
  await opener.focus();
  await page.keyboard.press("Enter");
  assert.equal(await opener.getAttribute("aria-expanded"), "true");
  assert.ok(await evidence.isVisible());
  assert.match(await evidence.textContent(), /\/latest\//);

  // Sort both ways, and say so.
  const head = page.getByRole("columnheader", { name: "Without a token" })
    .first();
  const numbers = async () => (await rows.locator("td:nth-child(5)")
    .evaluateAll((cells) => cells.map((c) => Number(c.dataset.value))));
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  let n = await numbers();
  assert.deepEqual(n, [...n].sort((a, b) => b - a));
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  n = await numbers();
  assert.deepEqual(n, [...n].sort((a, b) => a - b));

  // Every control and section has a name.
  for (const role of ["button", "link", "searchbox", "combobox", "region"])
    for (const one of await page.getByRole(role).all())
      assert.ok((await one.evaluate((e) =>
        e.getAttribute("aria-label") || e.labels?.[0]?.textContent ||
        document.getElementById(e.getAttribute("aria-labelledby"))
          ?.textContent || e.textContent)).trim(), `a ${role} without a name`);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");

  // On paper and on a phone nothing is cut off.
  await page.setViewportSize({ width: 400, height: 800 });
  assert.ok(await page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth), "too wide");
  await page.emulateMedia({ media: "print" });
  assert.ok(!await page.locator(".tools").isVisible());

  // Words are read by day, by night, and on paper at night.
  for (const [media, colorScheme] of [["screen", "light"], ["screen", "dark"],
    ["print", "light"], ["print", "dark"]]) {
    await page.emulateMedia({ media, colorScheme });
    const least = await leastContrast(page);
    assert.ok(least >= 4.5, `${media} ${colorScheme}: contrast ${least}`);
  }

  // No name is too long for the page.
  await page.emulateMedia({ media: "screen" });
  const wide = await page.evaluate(() => {
    for (const element of document.querySelectorAll("h1, h3, li p, dd, li"))
      if (element.childElementCount === 0)
        element.textContent += "x".repeat(5000);
    return document.documentElement.scrollWidth - innerWidth;
  });
  assert.ok(wide <= 0, `${wide} pixels too wide`);

  assert.deepEqual(problems, [], "the console is quiet");
  assert.deepEqual(requests, [url], "nothing else is fetched");
}

(async () => {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic",
           "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(20000);
    await main(page);
    if (process.argv[3]) {
      await page.emulateMedia({ media: "screen", colorScheme: "light" });
      await page.setViewportSize({ width: 1200, height: 1500 });
      await page.goto("file://" + process.argv[2]);
      await page.screenshot({ path: process.argv[3] });
    }
  } finally {
    await browser.close();
  }
})().catch((e) => { console.error(e); process.exit(1); });
