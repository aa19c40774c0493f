// Takes pictures of files in a browser that reaches nothing else.
//
//     node shoot.mjs CHROMIUM < SHOTS
//
// SHOTS is a JSON list of {from, to, width, height, scheme, scale}, sizes in CSS pixels: the top of the page, no higher than it is.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import puppeteer from "puppeteer-core";

import { FLAGS } from "./browser.mjs";

async function shoot(page, { from, to, width, height, scheme, scale }) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  await page.goto(pathToFileURL(from).href);
  const high = await page.evaluate(() => document.documentElement.getBoundingClientRect().height);
  const clip = { x: 0, y: 0, width, height: Math.min(height, Math.ceil(high)) };
  await page.screenshot({ path: to, clip, omitBackground: true });
}

const [chromium] = process.argv.slice(2);
const shots = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({ executablePath: chromium, args: FLAGS });
try {
  const page = await browser.newPage();
  for (const shot of shots) await shoot(page, shot);
} finally {
  await browser.close();
}
process.stdout.write(`${JSON.stringify(shots.map((shot) => shot.to))}\n`);
