// Pages of HTML that hold one picture: one layout is seen at a time, nothing is loaded, axe finds nothing, and the arrow keys lead through
// the parts. Usage: figure.mjs FILE.html...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { usage, withPage } from './browser.mjs';

const files = process.argv.slice(2);
if (files.length === 0) usage('figure.mjs FILE.html...');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const failures = [];

await withPage(async first => {
  const browser = first.context().browser();
  for (const file of files) {
    for (const [width, shown, hidden] of [[1200, '.wide', '.narrow'], [360, '.narrow', '.wide']]) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      const own = pathToFileURL(file).href;
      page.on('request', r => { if (r.url() !== own) failures.push(`${file}: asks for ${r.url()}`); });
      page.on('pageerror', e => failures.push(`${file}: ${e.message}`));
      await page.goto(own);
      const visible = selector => page.locator(selector).isVisible();
      if (!(await visible(shown)) || (await visible(hidden))) failures.push(`${file} at ${width}: not one layout is seen`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) failures.push(`${file} at ${width}: ${over} pixels too wide`);
      await page.locator(`${shown} g[tabindex="0"]`).first().focus();
      const before = await page.locator('.tip').textContent();
      await page.keyboard.press('ArrowRight');
      const after = await page.locator('.tip').textContent();
      if (!before || !after || before === after) failures.push(`${file} at ${width}: the keys lead nowhere`);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(tags => globalThis.axe.run(document, { runOnly: tags }), TAGS);
      for (const v of violations) failures.push(`${file} at ${width}: axe ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 160)}`);
      await context.close();
    }
    console.log(`${file}: wide and narrow`);
  }
});
if (failures.length > 0) {
  failures.forEach(f => console.error(`FAILED ${f}`));
  process.exit(1);
}
