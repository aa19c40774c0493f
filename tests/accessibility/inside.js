// What is asked of a page from inside it: how far text reaches, what is clipped or covered, where the focus is.
// The judge evaluates this file by the devtools protocol, which no content security policy stands against.
globalThis.judged = (() => {
  const SLACK = 1.5; // CSS pixels
  const FAINT = 3; // WCAG 2.1, 1.4.11: a focus indicator against what is behind it
  const READABLE = 4.5; // WCAG 2.1, 1.4.3
  const REPLACED = "img, svg, canvas, video, iframe, object, input, select, textarea, button";

  const one = (text, length = 60) => {
    const line = (text ?? "").replace(/\s+/g, " ").trim();
    return line.length > length ? `${line.slice(0, length)}…` : line;
  };

  /** A short path to an element, and the beginning of its text. */
  const place = (element) => {
    const path = [];
    for (let each = element; each && each !== document.body && path.length < 4; each = each.parentElement) {
      if (each.id) {
        path.unshift(`#${each.id}`);
        break;
      }
      const same = [...(each.parentElement?.children ?? [])].filter((other) => other.tagName === each.tagName);
      const number = same.length > 1 ? `:nth-of-type(${same.indexOf(each) + 1})` : "";
      path.unshift(each.tagName.toLowerCase() + number);
    }
    const text = one(element.textContent, 40);
    return path.join(" > ") + (text ? ` “${text}”` : "");
  };

  const shown = (element) => element.checkVisibility({ visibilityProperty: true });

  const ancestors = function* (element) {
    for (let each = element; each; each = each.parentElement) yield each;
  };

  /** Whether an element is there for screen readers only: one pixel large, or clipped away on purpose. */
  const unseen = (element) => {
    for (const each of ancestors(element)) {
      if (each instanceof SVGElement && !(each instanceof SVGSVGElement)) continue;
      const style = getComputedStyle(each);
      const box = each.getBoundingClientRect();
      const tiny = box.width <= 1.01 && box.height <= 1.01 && style.overflow !== "visible";
      const cut = style.position === "absolute" && /^rect\((0|1)px/.test(style.clip);
      if (tiny || cut || style.clipPath === "inset(50%)" || style.opacity === "0") return true;
      // Beyond the top or the left edge of the page, as a skip link before it has the focus.
      if (box.width && (box.right + scrollX <= 0 || box.bottom + scrollY <= 0)) return true;
    }
    return false;
  };

  /** Everything that can be seen: each text with the boxes of its lines, and each picture or control with its box. */
  const things = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const hidden = new Map();
    const isHidden = (element) => {
      if (!hidden.has(element)) hidden.set(element, !shown(element) || unseen(element));
      return hidden.get(element);
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || !element || element.closest("script, style, template, title, desc") || isHidden(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = element instanceof SVGElement ? [element.getBoundingClientRect()] : [...range.getClientRects()];
      found.push({ element, text: one(node.data, 40), boxes: boxes.filter((box) => box.width > 0 && box.height > 0) });
    }
    for (const element of document.body.querySelectorAll(REPLACED)) {
      if (isHidden(element) || element.parentElement.closest("svg")) continue;
      found.push({ element, text: null, boxes: [element.getBoundingClientRect()] });
    }
    return found;
  };

  const scrolls = (style, axis) => ["auto", "scroll"].includes(style[`overflow${axis}`]);
  const cuts = (style, axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);

  /** What an ancestor does to a box that reaches out of it: shows it by scrolling, or cuts it. */
  const held = (box, thing) => {
    let seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    let reachable = false; // by scrolling an ancestor sideways
    const fixed = getComputedStyle(thing.element).position === "fixed";
    for (const each of ancestors(thing.text === null ? thing.element.parentElement : thing.element)) {
      if (each === document.documentElement || fixed) break;
      const style = getComputedStyle(each);
      if (style.display === "inline" || style.display === "contents") continue;
      const outer = each.getBoundingClientRect();
      const out = {
        X: outer.width && (seen.left < outer.left - SLACK || seen.right > outer.right + SLACK),
        Y: outer.height && (seen.top < outer.top - SLACK || seen.bottom > outer.bottom + SLACK),
      };
      for (const axis of ["X", "Y"]) {
        if (out[axis] && scrolls(style, axis)) {
          if (each.tabIndex < 0) return { fault: "scrolled without keyboard", by: each };
          reachable ||= axis === "X";
        } else if (out[axis] && cuts(style, axis) && each !== document.body) {
          return { fault: "clipped", by: each };
        }
      }
      if (scrolls(style, "X") || scrolls(style, "Y")) {
        seen = {
          left: Math.max(seen.left, outer.left), right: Math.min(seen.right, outer.right),
          top: Math.max(seen.top, outer.top), bottom: Math.min(seen.bottom, outer.bottom),
        };
      }
    }
    const beyond = seen.left + scrollX < -SLACK || seen.right + scrollX > document.documentElement.clientWidth + SLACK;
    if (beyond && !reachable) return { fault: "beyond the page" };
    return { seen: seen.right > seen.left && seen.bottom > seen.top ? seen : null };
  };

  /** Pairs that lie over each other, by how much of the smaller one's height they share. */
  const overlaps = function* (placed) {
    placed.sort((one, other) => one.box.top - other.box.top);
    for (const [index, one] of placed.entries()) {
      for (const other of placed.slice(index + 1)) {
        if (other.box.top >= one.box.bottom) break;
        if (one.thing === other.thing || (one.thing.text === null && other.thing.text === null)) continue;
        if (one.thing.element.contains(other.thing.element) && one.thing.text === null) continue;
        if (other.thing.element.contains(one.thing.element) && other.thing.text === null) continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        const least = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top);
        if (wide > 2 && high > 0.4 * least) yield [one.thing, other.thing];
      }
    }
  };

  /** What is lost at the width and the text size that the page has now. */
  const lost = () => {
    const findings = [];
    document.activeElement?.blur(); // a link that shows itself only when it has the focus lies over others on purpose
    const root = document.documentElement;
    const widest = Math.max(root.scrollWidth, scrolls(getComputedStyle(document.body), "X") ? document.body.scrollWidth : 0);
    if (widest > root.clientWidth + 1) {
      findings.push({ rule: "sideways", where: "html", says: `The page is ${widest} px wide in a window of ${root.clientWidth} px.` });
    }
    const placed = [];
    const told = new Set();
    const tell = (rule, thing, says) => {
      const where = place(thing.element);
      if (told.has(rule + where)) return;
      told.add(rule + where);
      findings.push({ rule, where, says });
    };
    for (const thing of things()) {
      for (const box of thing.boxes) {
        const { fault, by, seen } = held(box, thing);
        if (fault === "clipped") tell("clipped", thing, `Cut by ${place(by)}.`);
        else if (fault === "scrolled without keyboard") tell("scroller", { element: by }, "It scrolls, and can't have the focus.");
        else if (fault) tell("beyond", thing, "It reaches out of the page.");
        else if (seen) placed.push({ thing, box: seen });
      }
    }
    for (const [one, other] of overlaps(placed)) tell("overlap", one, `It and ${place(other.element)} lie over each other.`);
    return findings;
  };

  const textSize = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
  let sized;

  /** Remember the size of each text outside pictures. */
  const measure = () => {
    const texts = things().filter((thing) => thing.text !== null && !(thing.element instanceof SVGElement));
    sized = new Map(texts.map(({ element }) => [element, textSize(element)]));
  };

  /** The texts that are not larger now that the reader has asked for it. */
  const notLarger = () =>
    [...sized]
      .filter(([element, size]) => shown(element) && textSize(element) < 1.2 * size)
      .map(([element]) => ({ rule: "fixed-size", where: place(element), says: "The text does not follow the size that the reader has set." }));

  /** The space between lines, words and letters that a reader may ask for: WCAG 2.1, 1.4.12. */
  const spaced = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
        " p { margin-bottom: 2em !important }",
    );
    document.adoptedStyleSheets = [sheet];
    return () => (document.adoptedStyleSheets = []);
  };

  // The keyboard.

  const CANDIDATES = "a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], iframe, [contenteditable], [tabindex]";
  const reachable = () =>
    [...document.querySelectorAll(CANDIDATES)].filter(
      (each) => each.tabIndex >= 0 && !each.disabled && !each.closest("[inert]") && shown(each),
    );
  const look = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
    return {
      outline: outlined ? `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}` : "",
      color: outlined ? style.outlineColor : "",
      native: style.outlineStyle === "auto",
      shadow: style.boxShadow === "none" ? "" : style.boxShadow,
    };
  };

  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  /** A CSS colour as red, green, blue (0–255) and opacity (0–1). */
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = "#0000";
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  };
  const luminance = ([red, green, blue]) => {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  /** The colour behind an element; null where a picture makes it many. */
  const behind = (element) => {
    for (const each of ancestors(element.parentElement)) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") return null;
      const { rgb, alpha } = rgba(style.backgroundColor);
      if (alpha > 0.99) return rgb;
    }
    return rgba("Canvas").rgb;
  };

  /** Texts in pictures that can't be read against what they stand on; axe does not decide on them. */
  const faintInPictures = () => {
    const findings = [];
    for (const element of document.querySelectorAll("svg text")) {
      if (!element.textContent.trim() || !shown(element)) continue;
      const style = getComputedStyle(element);
      const ground = under(element) ?? behind(element.closest("svg"));
      const ratio = ground && contrast(rgba(style.fill).rgb, ground);
      if (ground && ratio < READABLE) {
        findings.push({ rule: "contrast-in-picture", where: place(element), says: `Contrast ${ratio.toFixed(2)} of a text in a picture.` });
      }
    }
    return findings;
  };

  /** The colour of the last shape drawn before a text in a picture that its middle stands on, if there is one. */
  const under = (text) => {
    const box = text.getBoundingClientRect();
    const middle = new DOMPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    let found = null;
    for (const shape of text.closest("svg").querySelectorAll("rect, circle, ellipse, path, polygon")) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const style = getComputedStyle(shape);
      if (style.fill === "none" || !shape.isPointInFill(middle.matrixTransform(shape.getScreenCTM().inverse()))) continue;
      const { rgb, alpha } = rgba(style.fill);
      if (alpha * Number(style.fillOpacity) * Number(style.opacity) > 0.5) found = rgb;
    }
    return found;
  };

  let before, visited, wanted;

  /** Remember how everything looks without the focus; the page has just been loaded. */
  const begin = () => {
    for (const each of document.getAnimations()) each.cancel();
    before = new Map([...document.querySelectorAll("*")].map((each) => [each, look(each)]));
    visited = [];
    wanted = reachable();
    return wanted.length;
  };

  /** What is wrong with the focus indicator of an element that has the focus. */
  const indicator = (element) => {
    for (const each of document.getAnimations()) {
      try {
        each.finish();
      } catch {
        each.cancel();
      }
    }
    const was = before.get(element) ?? { outline: "", shadow: "" };
    const now = look(element);
    const colors = [];
    if (now.outline && now.outline !== was.outline) {
      if (now.native) return null;
      colors.push(now.color);
    }
    if (now.shadow && now.shadow !== was.shadow) colors.push(...(now.shadow.match(/[a-z]+\([^()]*\)/g) ?? []));
    const seen = colors.map(rgba).filter(({ alpha }) => alpha > 0.2);
    if (!seen.length) return { rule: "focus-unseen", says: "Neither outline nor shadow tells that it has the focus." };
    const ground = behind(element);
    const best = ground && Math.max(...seen.map(({ rgb }) => contrast(rgb, ground)));
    return ground && best < FAINT ? { rule: "focus-faint", says: `Contrast ${best.toFixed(2)} of the focus indicator.` } : null;
  };

  const boxOf = (element) => {
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    return {
      left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY,
      floats: [...ancestors(element)].some((each) => ["fixed", "sticky", "absolute"].includes(getComputedStyle(each).position)),
    };
  };

  /** Whether the focus went back to something that a reader has passed: above in the same column, or left on the same line. */
  const wentBack = (last, next) => {
    if (last.floats || next.floats) return false;
    const column = Math.min(last.right, next.right) > Math.max(last.left, next.left);
    const line = Math.min(last.bottom, next.bottom) - Math.max(last.top, next.top) > 2;
    return (column && next.bottom <= last.top + SLACK) || (line && next.right <= last.left + SLACK);
  };

  /** One press of Tab has been made: what is wrong with where the focus is, and whether the round is over. */
  const step = () => {
    const findings = [];
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const nowhere = !element || element === document.body || element === document.documentElement;
    const left = wanted.filter((each) => !visited.some((visit) => visit.element === each));
    const last = visited.at(-1);
    if (nowhere || visited.some((visit) => visit.element === element)) {
      const trapped = !nowhere && left.length > 0;
      if (trapped) findings.push({ rule: "trap", where: place(element), says: `Tab does not lead on; ${left.length} are not reached.` });
      else for (const each of left) findings.push({ rule: "unreached", where: place(each), says: "Tab passes it by." });
      return { over: true, findings };
    }
    const box = boxOf(element);
    const tell = (rule, says) => findings.push({ rule, where: place(element), says });
    if (box.right <= 0 || box.bottom <= 0 || box.right - box.left < 1) tell("focus-outside", "It has the focus where nobody sees it.");
    const fault = indicator(element);
    if (fault) tell(fault.rule, fault.says);
    if (last && !(last.element.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) {
      tell("order", `It comes after ${place(last.element)}, and stands before it in the document.`);
    } else if (last && wentBack(last.box, box)) {
      tell("order", `It comes after ${place(last.element)}, and is shown before it.`);
    }
    visited.push({ element, box });
    return { over: false, findings };
  };

  /** Tables that nobody can find their way in by ear, and the one main heading. */
  const structure = () => {
    const findings = [];
    const tell = (rule, element, says) => findings.push({ rule, where: place(element), says });
    for (const table of document.querySelectorAll("table:not([role=presentation], [role=none])")) {
      if (!table.caption?.textContent.trim()) tell("table-caption", table, "The table has no caption.");
      if (!table.querySelector("th")) tell("table-headings", table, "No cell of the table is a heading.");
    }
    const headings = document.querySelectorAll("h1");
    if (headings.length !== 1) tell("one-h1", document.body, `The page has ${headings.length} headings of level 1.`);
    return findings;
  };

  const open = () => document.querySelectorAll("details").forEach((each) => (each.open = true));

  return { begin, step, lost, measure, notLarger, faintInPictures, spaced, structure, open };
})();
