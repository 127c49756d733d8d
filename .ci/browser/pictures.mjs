// Checks SVG pictures as a browser draws them.  node pictures.mjs FILE.svg...
//
// Each file is opened in Chromium as a document of its own. It must have a title, a description and role="img"; every
// text must have a width, lie inside the page and off every other text; Hebrew and Arabic must run from right to left.
// A text of several lines has one box per line. Boxes are compared as they lie after all transforms, turned ones too.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkFiles, usage, withPage } from './browser.mjs';

const INK = 0.75; // how much of a line's height is taken to be ink, about its middle
const EDGE = 1; // pixels that a text may reach beyond the page
const TOUCH = 0.5; // pixels that two texts may lie on each other

// Runs in the browser: the document's faults, its page, and its texts as boxes of four corners.
function measure(INK) {
  const root = document.documentElement;
  const faults = [];
  const error = document.querySelector('parsererror div')?.textContent.trim();
  if (error || root.namespaceURI !== 'http://www.w3.org/2000/svg' || root.localName !== 'svg') {
    return { faults: [error ?? 'is not an <svg> of the namespace of SVG'], lines: [], texts: 0 };
  }
  for (const name of ['title', 'desc']) {
    if (!root.querySelector(`:scope > ${name}`)?.textContent.trim()) faults.push(`has no <${name}>`);
  }
  if (root.getAttribute('role') !== 'img') faults.push('has no role="img"');
  for (const id of root.getAttribute('aria-labelledby')?.trim().split(/\s+/) ?? []) {
    if (!document.getElementById(id)) faults.push(`is labelled by #${id}, which is not there`);
  }

  // From right to left: letters of such scripts, and what stands between them that is no letter of another script and
  // no mark that sets the direction.
  const letter = String.raw`[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]`;
  const other = String.raw`(?!${letter})[\p{L}\u200e\u202a-\u202e\u2066-\u2069]`;
  const run = new RegExp(`${letter}(?:(?!${other}).)*`, 'gsu');

  const lines = [];
  const texts = [...document.querySelectorAll('text')]
    .filter(t => !t.closest('defs, symbol, clipPath, mask, pattern, marker'));
  for (const text of texts) {
    const raw = text.textContent;
    if (!raw.trim()) continue;
    const count = text.getNumberOfChars();
    const cells = Array.from({ length: count }, (_, i) => text.getExtentOfChar(i));
    const shown = text.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!shown || !(text.getBBox().width > 0) || !cells.some(cell => cell.width > 0)) {
      faults.push(`draws nothing for "${raw.trim()}"`);
      continue;
    }
    // The characters that have a place: as written, or with blanks drawn together.
    const said = [raw, raw.replace(/\s+/g, ' ').trim()].find(s => s.length === count);

    // One box for each line, cut to the ink, at its place on the screen.
    const rows = [];
    cells.forEach((cell, i) => {
      if (!(cell.width > 0)) return;
      const [l, r, character] = [cell.x, cell.x + cell.width, said?.[i] ?? ''];
      const row = rows.at(-1);
      if (row && Math.abs(row.y + row.h - cell.y - cell.height) < 0.5) {
        Object.assign(row, { l: Math.min(row.l, l), r: Math.max(row.r, r), said: row.said + character });
      } else {
        rows.push({ l, r, y: cell.y, h: cell.height, said: character });
      }
    });
    const matrix = text.getScreenCTM();
    for (const { l, r, y, h, said } of rows) {
      const [top, bottom] = [y + h * (1 - INK) / 2, y + h * (1 + INK) / 2];
      const corners = [[l, top], [r, top], [r, bottom], [l, bottom]].map(([x, y]) => {
        const p = new DOMPoint(x, y).matrixTransform(matrix);
        return [p.x, p.y];
      });
      lines.push({ said: said.trim() || raw.trim(), corners });
    }

    for (const match of said?.matchAll(run) ?? []) {
      const places = [...match[0].matchAll(new RegExp(letter, 'gu'))]
        .map(m => text.getStartPositionOfChar(match.index + m.index));
      const after = (p, before) => Math.abs(p.y - before.y) < 0.5 && p.x > before.x + 0.5;
      const wrong = places.some((p, i) => i > 0 && after(p, places[i - 1]));
      if (wrong) faults.push(`does not run from right to left: "${match[0].trim()}" in "${raw.trim()}"`);
    }
    if (!said && new RegExp(letter, 'u').test(raw)) faults.push(`hides some of "${raw.trim()}"`);
  }
  const { left, top, right, bottom } = root.getBoundingClientRect();
  return { faults, lines, texts: texts.length, page: { left, top, right, bottom } };
}

// How far two boxes of four corners lie on each other: the least distance that would part them, 0 or less if none.
function overlap(a, b) {
  const axes = [a, b].flatMap(([p, q, r]) => [[p, q], [q, r]]).map(([p, q]) => {
    const length = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
    return [(q[0] - p[0]) / length, (q[1] - p[1]) / length];
  });
  return Math.min(...axes.map(([x, y]) => {
    const [s, t] = [a, b].map(box => box.map(p => p[0] * x + p[1] * y));
    return Math.min(Math.max(...s), Math.max(...t)) - Math.max(Math.min(...s), Math.min(...t));
  }));
}

function failuresOf({ faults, lines, texts, page }) {
  const found = [...faults];
  if (texts === 0 && faults.length === 0) found.push('has no text');
  lines.forEach(({ said, corners }, i) => {
    const beyond = Math.max(...corners.map(([x, y]) =>
      Math.max(page.left - x, x - page.right, page.top - y, y - page.bottom)));
    if (beyond > EDGE) found.push(`leaves the page by ${beyond.toFixed(1)} px: "${said}"`);
    for (const other of lines.slice(i + 1)) {
      const by = overlap(corners, other.corners);
      if (by > TOUCH) found.push(`has texts that overlap by ${by.toFixed(1)} px: "${said}" and "${other.said}"`);
    }
  });
  return found;
}

const files = process.argv.slice(2);
if (files.length === 0) usage('node pictures.mjs FILE.svg...');
await withPage(page => checkFiles(files, async file => {
  await page.goto(pathToFileURL(resolve(file)).href);
  const measured = await page.evaluate(measure, INK);
  console.log(`${file}: ${measured.texts} texts`);
  return failuresOf(measured);
}));
