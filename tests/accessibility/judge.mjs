// Judges every page of a folder in a browser, and prints one JSON document with all findings.
//
//     node judge.mjs FOLDER CHROMIUM [PAGES-AT-ONCE]
//
// A finding has a page, a view (light, dark, 320 px, …), a check, a rule, a place and a sentence. An empty list is the proof.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import puppeteer from "puppeteer-core";

import { FLAGS } from "./browser.mjs";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const INSIDE = readFileSync(new URL("inside.js", import.meta.url), "utf8");
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };
const ZOOMED = { width: 640, height: 400, deviceScaleFactor: 2 };
const DEFAULT_SIZE = 16;
const MOST_TABS = 2000;

/** No matter of validity: a promise's own words stand as they were written, in a title or a telephone number. */
const TASTE = { "long-title": "off", "tel-non-breaking": "off" };

const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:recommended", "html-validate:a11y"], elements: ["html5"], rules: TASTE }),
);

/** What html-validate says of a file, without a browser. */
async function markup(file) {
  const report = await validator.validateString(readFileSync(file, "utf8"), file);
  return report.results.flatMap(({ messages }) =>
    messages.map((each) => ({
      check: "markup", rule: each.ruleId, where: `${each.line}:${each.column} ${each.selector ?? ""}`.trim(), says: each.message,
    })),
  );
}

/**
 * A tab in which a page may ask for nothing but itself. ``now`` says which page it is, and is told what else happened.
 */
async function tab(browser) {
  const page = await browser.newPage();
  const now = { url: "", notes: [] };
  const note = (check, rule, where, says) => {
    const told = now.notes.some((each) => each.rule === rule && each.where === where && each.says === says);
    if (!told) now.notes.push({ check, rule, where, says });
  };
  page.on("console", (message) => {
    if (message.type() === "error") note("console", "error", message.location().url ?? "", message.text());
  });
  page.on("pageerror", (error) => note("console", "exception", "", String(error?.message ?? error)));
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] === now.url || asked.startsWith("data:")) return request.continue();
    note("requests", request.resourceType(), asked, "The page asks for something other than itself.");
    return request.abort();
  });
  await page.setViewport(DESK);
  return { page, now };
}

/** The two tabs of one who judges: one without script, and one that has the focus. */
async function tabs(browser) {
  const [plain, full] = [await tab(browser), await tab(browser)];
  await plain.page.setJavaScriptEnabled(false);
  await full.page.emulateFocusedPage(true);
  return { plain, full };
}

/** The page anew, with what is asked of it from inside. */
async function load(page, url) {
  await page.goto(url);
  await page.evaluate(axe.source);
  await page.evaluate(INSIDE);
}

/** The text of a page's main part as it is shown, but for what a script's own controls say. */
const text = (page) =>
  page.evaluate(() => {
    const main = document.querySelector("main") ?? document.body;
    const controls = [...main.querySelectorAll("label, [role=status]")];
    for (const each of controls) each.hidden = true;
    const shown = main.innerText;
    for (const each of controls) each.hidden = false;
    return shown;
  });

async function textWithoutScript({ page, now }, url) {
  Object.assign(now, { url, notes: [] });
  await page.goto(url);
  return text(page);
}

function script(plain, shown) {
  if (plain === shown) return [];
  const without = plain.split("\n");
  const lines = shown.split("\n").filter((line) => !without.includes(line));
  return [{ check: "script", rule: "text", where: "main", says: `Not the same text without script: “${lines.join(" / ").slice(0, 200)}”` }];
}

/** What axe finds: against WCAG 2.1 A and AA, against good practice, and what it can't decide; and the texts in pictures. */
async function axes(page) {
  const result = await page.evaluate(async (tags) => {
    const { violations, incomplete } = await axe.run(document, {
      runOnly: { type: "tag", values: tags }, resultTypes: ["violations", "incomplete"],
    });
    const drawn = ({ target: [selector] }) => document.querySelector(selector)?.closest("svg text");
    for (const rule of incomplete) {
      if (rule.id === "color-contrast") rule.nodes = rule.nodes.filter((node) => !drawn(node));
    }
    return { violations, incomplete, faint: judged.faintInPictures() };
  }, [...WCAG, "best-practice"]);
  const told = (rules, checkOf) =>
    rules.flatMap((rule) =>
      rule.nodes.map((node) => ({
        check: checkOf(rule), rule: rule.id, where: node.target.join(" "),
        says: [...node.any, ...node.all, ...node.none][0]?.message ?? rule.help,
      })),
    );
  const standard = (rule) => (rule.tags.some((tag) => WCAG.includes(tag)) ? "wcag" : "best-practice");
  return [...told(result.violations, standard), ...told(result.incomplete, () => "undecided"), ...named("wcag", result.faint)];
}

/** A round with the Tab key, from the top of the page until the focus has been everywhere or goes no further. */
async function keyboard(page) {
  const findings = [];
  await page.evaluate(() => judged.begin());
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press("Tab");
    const { over, findings: found } = await page.evaluate(() => judged.step());
    findings.push(...found);
    if (over) break;
  }
  return named("keyboard", findings);
}

const named = (check, found) => found.map((each) => ({ check, ...each }));
const lost = async (page) => named("lost", await page.evaluate(() => judged.lost()));

/** Text at twice the size that the reader has set in the browser: it grows, and nothing is lost. */
async function largeText(page) {
  const devtools = await page.createCDPSession();
  const setSize = (size) => devtools.send("Page.setFontSizes", { fontSizes: { standard: size, fixed: size } });
  await page.evaluate(() => judged.measure());
  await setSize(2 * DEFAULT_SIZE);
  const findings = [...(await lost(page)), ...named("lost", await page.evaluate(() => judged.notLarger()))];
  await setSize(DEFAULT_SIZE);
  await devtools.detach();
  return findings;
}

async function spacedText(page) {
  await page.evaluate(() => { globalThis.unspaced = judged.spaced(); });
  const findings = await lost(page);
  await page.evaluate(() => globalThis.unspaced());
  return findings;
}

const scheme = (page, value) => page.emulateMediaFeatures([
  { name: "prefers-color-scheme", value }, { name: "prefers-reduced-motion", value: "reduce" },
]);

/** Every finding of one page. */
async function judge({ plain, full: { page, now } }, folder, file) {
  const url = pathToFileURL(file).href;
  const findings = [];
  const add = (view, found) => findings.push(...found.map((each) => ({ page: relative(folder, file), view, ...each })));
  add("source", await markup(file));
  const read = await textWithoutScript(plain, url);
  Object.assign(now, { url, notes: [] });
  await page.setViewport(DESK);
  for (const value of ["light", "dark"]) {
    await scheme(page, value);
    await load(page, url);
    if (value === "light") {
      add(value, script(read, await text(page)));
      add(value, named("structure", await page.evaluate(() => judged.structure())));
    }
    add(value, await keyboard(page));
    await page.evaluate(() => judged.open());
    add(value, await axes(page));
  }
  await scheme(page, "light");
  add("1280 px", await lost(page));
  add("1280 px, text 200 %", await largeText(page));
  add("1280 px, text spacing", await spacedText(page));
  await page.setViewport(ZOOMED);
  add("640 px", await lost(page));
  await page.setViewport(PHONE);
  add("320 px", await lost(page));
  add("320 px, text spacing", await spacedText(page));
  // What lies outside a scroller's window has no colours that axe could decide on; they were judged at full width.
  add("320 px", (await axes(page)).filter((each) => each.check !== "undecided"));
  add("light", now.notes);
  return findings;
}

const byPlace = (one, other) => (one.page < other.page ? -1 : one.page > other.page ? 1 : 0);

async function main([folder, chromium, atOnce]) {
  const start = performance.now();
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort().map((name) => resolve(folder, name));
  const browser = await puppeteer.launch({ executablePath: chromium, args: FLAGS });
  const name = await browser.version();
  const waiting = [...files];
  const findings = [];
  const work = async () => {
    const own = await tabs(browser);
    for (let file = waiting.shift(); file; file = waiting.shift()) findings.push(...(await judge(own, folder, file)));
  };
  try {
    await Promise.all(Array.from({ length: Number(atOnce ?? availableParallelism()) }, work));
  } finally {
    await browser.close();
  }
  const version = (name) => createRequire(import.meta.url)(join(name, "package.json")).version;
  const report = {
    browser: name, axe: version("axe-core"), "html-validate": version("html-validate"),
    seconds: Math.round((performance.now() - start) / 100) / 10,
    pages: files.map((file) => relative(folder, file)), findings: findings.sort(byPlace),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

await main(process.argv.slice(2));
