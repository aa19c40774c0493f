// Judges the site of the guides: every index.html of a folder, at desk and phone width, and prints findings as JSON.
//
//     node guides.mjs FOLDER CHROMIUM
//
// axe at WCAG 2.1 AA on a phone, where most is to be scrolled; nothing asked for outside the folder; no page wider than the screen.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import puppeteer from "puppeteer-core";

import { FLAGS } from "./browser.mjs";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const WIDTHS = [1280, 390];
const PHONE = 390;

const [folder, chromium] = process.argv.slice(2);
const home = pathToFileURL(resolve(folder)).href;
const pages = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith("index.html"));
const findings = [];

const browser = await puppeteer.launch({ executablePath: chromium, args: FLAGS, protocolTimeout: 120_000 });
const page = await browser.newPage();
let now = "";
page.on("request", (request) => {
  if (!/^data:/.test(request.url()) && !request.url().startsWith(home)) findings.push({ page: now, rule: "outside", says: request.url() });
});
for (const path of pages) {
  now = path;
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 });
    await page.goto(pathToFileURL(join(resolve(folder), path)).href, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) findings.push({ page: path, rule: `wider than ${width}`, says: String(wide) });
    if (width !== PHONE) continue;
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly }), WCAG);
    for (const { id, nodes } of violations) {
      findings.push({ page: path, rule: id, says: `${nodes.length}: ${nodes[0].target.join(" ")}` });
    }
  }
}
await browser.close();
console.log(JSON.stringify({ pages, findings }));
