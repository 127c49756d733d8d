// The explorer in a browser: every kind of page under axe, by keyboard, without a script, on a phone, dark and printed; search,
// rivalry, path, citation and checks end to end, live and from files. Usage: explorer.mjs LIVE HOSTILE SITE-FOLDER SITE-URL SHOTS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { usage, withPage } from './browser.mjs';

const [live, hostile, folder, site, shots] = process.argv.slice(2);
if (!shots) usage('explorer.mjs LIVE HOSTILE SITE-FOLDER SITE-URL SHOTS');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const KINDS = {
  start: '', people: 'people', contests: 'contests', offices: 'offices', parties: 'parties', rivalries: 'rivalries',
  person: 'person/shimon-peres', contest: 'contest/1992-israeli-labor-party-leadership-election',
  office: 'office/leader-of-israeli-labor-party', party: 'party/likud', officeless: 'party/herut', rivalry: 'rivalry/shimon-peres/yitzhak-rabin',
  paths: 'paths', checks: 'checks', rule: 'checks/turnout-mismatch', about: 'about',
};
const LIVE_KINDS = {
  ...KINDS, path: 'path/golda-meir/yair-golan', search: 'search?q=per', nobody: 'paths?from=Nobody&to=Peres',
  missing: 'no/such/page', mistyped: 'person/simon-peers', pair: 'search?q=rabin+peres', filtered: 'checks?severity=warning', rounds: 'contest/2007-israeli-labor-party-leadership-election',
};
const failures = [];
const expect = (holds, says) => { if (!holds) failures.push(says); };
const MISSING = [LIVE_KINDS.missing, LIVE_KINDS.mistyped];
const rooted = (base, path) => base + (base.startsWith('http') && base === live ? path : `${path || 'index'}.html`);

await withPage(async first => {
  const browser = first.context().browser();
  // A page whose errors are failures, and that reaches nothing but this machine.
  const open = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    await context.route('**/*', route => {
      const { protocol, hostname } = new URL(route.request().url());
      const own = protocol === 'file:' || hostname === '127.0.0.1';
      if (!own) failures.push(`asked for ${route.request().url()}`);
      return own ? route.continue() : route.abort();
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', e => failures.push(`${page.url()}: ${e.message}`));
    page.on('dialog', d => { failures.push(`${page.url()}: a dialog`); d.dismiss(); });
    page.on('console', m => {
      const expected = m.text().includes('404') && MISSING.some(p => page.url().endsWith(p));
      if (m.type() === 'error' && !expected) failures.push(`${page.url()}: ${m.text()}`);
    });
    return page;
  };
  const done = page => page.context().close();

  const axe = async (page, name) => {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(tags => globalThis.axe.run(document, { runOnly: tags, preload: false }), TAGS);
    for (const v of violations) {
      failures.push(`${name}: axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
    }
  };

  const looked = async (base, kinds, options, name, check = async () => {}) => {
    const page = await open(options);
    for (const [kind, path] of Object.entries(kinds)) {
      await page.goto(rooted(base, path));
      await check(page, `${name} ${kind}`);
      await axe(page, `${name} ${kind}`);
      await page.screenshot({ path: `${shots}/${name}-${kind}.png`, fullPage: true });
    }
    await done(page);
  };
  const narrow = async (page, name) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width <= 390, `${name}: is ${width} pixels wide on a screen of 390`);
  };
  await looked(live, LIVE_KINDS, {}, 'live');
  await looked(live, LIVE_KINDS, { colorScheme: 'dark' }, 'dark');
  await looked(live, LIVE_KINDS, { viewport: { width: 390, height: 844 }, hasTouch: true }, 'phone', narrow);
  await looked(site, KINDS, {}, 'site');

  // ---- Twins and pictures of every page are there.
  const page = await open();
  const status = async (path, from) => {
    const response = await page.request.get(new URL(path, from).href);
    expect(response.ok(), `${from}: ${path} is ${response.status()}`);
    return response;
  };
  for (const path of Object.values(LIVE_KINDS).filter(p => !MISSING.includes(p))) {
    await page.goto(live + path);
    const twin = await page.$eval('link[rel=alternate]', l => l.getAttribute('href')).catch(() => null);
    if (twin) JSON.parse(await (await status(twin, page.url())).text());
    for (const file of await page.$$eval('figure figcaption a', links => links.map(l => l.getAttribute('href')))) await status(file, page.url());
    // Every link of the page leads somewhere on this machine, or outside by intent.
    const links = await page.$$eval('main a', all => [...new Set(all.map(a => a.href.baseVal ?? a.getAttribute('href')))]);
    for (const link of links.filter(l => !l.startsWith('#') && !l.startsWith('http')).slice(0, 60)) await status(link, page.url());
  }

  // ---- Search, rivalry, citation, path: the same steps live, from a plain file server, and from a disk.
  const walk = async (base, name) => {
    const walker = await open();
    await steps(walker, base, name).catch(e => failures.push(`${name}: at ${walker.url()}: ${e.message.split('\n').slice(0, 4).join(' ')}`));
    await done(walker);
  };
  const steps = async (walker, base, name) => {
    await walker.goto(rooted(base, ''));
    await walker.locator('main input[type=search]').pressSequentially('shimon p', { delay: 30 });
    await walker.locator('[role=option]').first().waitFor();
    await walker.screenshot({ path: `${shots}/${name}-suggestions.png` });
    await axe(walker, `${name} with suggestions`);
    await walker.keyboard.press('ArrowDown');
    await walker.keyboard.press('Enter');
    await walker.locator('h1', { hasText: 'Shimon Peres' }).waitFor();
    await walker.getByRole('link', { name: '4 meetings', exact: true }).click();
    await walker.locator('h1', { hasText: 'Yitzhak Rabin' }).waitFor();
    expect(await walker.locator('article.meeting').count() === 4, `${name}: four meetings are told`);
    await walker.locator('.cites a').first().click();
    const target = walker.locator('.sources li:target');
    await target.waitFor();
    await target.locator('a.back').click();
    expect(await walker.evaluate(() => document.querySelector(':target').closest('.cites') !== null), `${name}: a source leads back`);
    await walker.locator('.cites a').first().click();
    expect(await target.isVisible() && (await target.innerText()).includes('israeli-labor.toml'), `${name}: the citation says where it stands`);
    // Through a picture: the career leads to the contest.
    await walker.goto(rooted(base, 'person/shimon-peres'));
    await walker.locator('figure#career .at-wide svg a').nth(1).click();
    await walker.locator('h1', { hasText: 'leadership election' }).waitFor();
    await walker.goto(rooted(base, 'paths'));
    await walker.getByLabel('From').pressSequentially('Golda M', { delay: 30 });
    await walker.locator('datalist#from-names option').first().waitFor({ state: 'attached' });
    await walker.getByLabel('From').fill('Golda Meir');
    await walker.getByLabel('To').fill('Yair Golan');
    await walker.getByRole('button', { name: 'Find a path' }).click();
    await walker.locator('ol.steps li').nth(17).waitFor();
    expect(await walker.locator('ol.steps').first().locator('li').count() === 18, `${name}: eighteen steps`);
    await axe(walker, `${name} path`);
    await walker.screenshot({ path: `${shots}/${name}-path.png`, fullPage: true });
    expect(await walker.locator('figure.picture .tools button').count() >= 4, `${name}: the picture of a path can be enlarged`);
    if (base !== live) {
      // The address of another answer, as after a link on the page itself.
      await walker.evaluate(() => { location.hash = '#shimon-peres/ehud-barak'; });
      await walker.locator('#path-result .lead', { hasText: 'Shimon Peres' }).waitFor();
      await walker.evaluate(() => { location.hash = '#matan-vilnai/yossi-katz'; });
      await walker.locator('ol.steps li', { hasText: 'Amram Mitzna was endorsed by Yossi Katz' }).waitFor();
      await walker.goBack();
      await walker.goBack();
      await walker.locator('#path-result .lead', { hasText: 'Golda Meir' }).waitFor();
    }
    await walker.locator('ol.steps a').first().click();
    await walker.locator('h1', { hasText: 'Yitzhak Rabin' }).waitFor();
    await walker.goto(rooted(base, 'checks'));
    const all = await walker.locator('.finding:visible').count();
    await walker.getByLabel('Severity').selectOption('warning');
    if (base === live) await walker.getByRole('button', { name: 'Show' }).click();
    await walker.waitForFunction(n => [...document.querySelectorAll('.finding')].filter(f => !f.hidden).length < n, all);
    const kinds = await walker.locator('.finding:visible .severity').allInnerTexts();
    expect(kinds.length > 0 && kinds.every(k => k === 'warning'), `${name}: warnings alone: ${kinds}`);
    // A typing error leads to no page, and says so.
    await walker.goto(rooted(base, ''));
    await walker.locator('main input[type=search]').pressSequentially('rabin vs peres', { delay: 20 });
    await walker.locator('[role=option]', { hasText: 'rivalry, 4 meetings' }).first().waitFor();
    await walker.locator('main input[type=search]').fill('');
    if (base === live) {
      await walker.locator('main input[type=search]').pressSequentially('netanyahoo', { delay: 20 });
      await walker.locator('[role=option]', { hasText: 'did you mean this?' }).first().waitFor();
      await walker.locator('main input[type=search]').fill('');
    }
    await walker.locator('main input[type=search]').pressSequentially('zzzz', { delay: 20 });
    await walker.locator('.said', { hasText: 'Nothing found' }).waitFor({ state: 'attached' });
  };
  await walk(live, 'live');
  await walk(site, 'server');
  await walk(pathToFileURL(`${folder}/`).href, 'disk');

  // ---- Keyboard: the first key leads to the content; a picture grows; the suggestions close.
  const keys = await open();
  await keys.goto(`${live}person/shimon-peres`);
  await keys.keyboard.press('Tab');
  expect(await keys.evaluate(() => document.activeElement.className) === 'skip', 'the first stop is the skip link');
  await keys.keyboard.press('Enter');
  await keys.keyboard.press('Tab');
  expect(await keys.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the skip link leads into the content');
  const view = keys.locator('figure#career .view');
  await view.focus();
  const width = () => keys.locator('figure#career .at-wide svg').evaluate(svg => svg.getBoundingClientRect().width);
  const before = await width();
  await keys.keyboard.press('+');
  expect(await width() > before * 1.2, 'the key + enlarges a picture');
  await keys.keyboard.press('0');
  await keys.keyboard.press('+');
  const scroll = () => view.evaluate(v => v.scrollLeft);
  const box = await view.boundingBox();
  const left = await scroll();
  await keys.mouse.move(box.x + 600, box.y + 60);
  await keys.mouse.down();
  await keys.mouse.move(box.x + 400, box.y + 60, { steps: 5 });
  await keys.mouse.up();
  expect(await scroll() > left + 100, 'dragging moves a picture');
  await keys.locator('main tbody a', { hasText: 'Yitzhak Rabin' }).first().hover();
  expect(await keys.locator('a.same').count() > 1, 'the same person is marked wherever named');
  await done(keys);

  // ---- Without a script.
  const plain = await open({ javaScriptEnabled: false });
  await plain.goto(live);
  await plain.locator('main input[type=search]').fill('golda');
  await plain.locator('main .search button').click();
  await plain.getByRole('link', { name: 'Golda Meir' }).click();
  expect(await plain.locator('h1').innerText() === 'Golda Meir', 'search works without a script');
  await plain.goto(`${live}paths`);
  await plain.getByLabel('From').fill('golda meir');
  await plain.getByLabel('To').fill('golan');
  await plain.getByRole('button', { name: 'Find a path' }).click();
  expect(plain.url() === `${live}path/golda-meir/yair-golan`, `the path has its address: ${plain.url()}`);
  await plain.goto(`${live}checks`);
  await plain.getByLabel('Severity').selectOption('note');
  await plain.getByRole('button', { name: 'Show' }).click();
  expect((await plain.locator('.finding .severity').allInnerTexts()).every(k => k === 'note'), 'checks are filtered without a script');
  await plain.goto(pathToFileURL(`${folder}/index.html`).href);
  expect(!(await plain.locator('form.search').isVisible()), 'files hide the search that needs a script');
  await plain.getByRole('link', { name: 'People' }).click();
  await plain.getByRole('link', { name: 'Golda Meir' }).click();
  expect(await plain.locator('h1').innerText() === 'Golda Meir', 'lists lead everywhere without a script');
  await done(plain);

  // ---- In print.
  const paper = await open();
  await paper.goto(`${live}person/shimon-peres`);
  await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(!(await paper.locator('header nav').isVisible()) && !(await paper.locator('.tools').first().isVisible()), 'print has no navigation');
  expect(await paper.evaluate(() => getComputedStyle(document.body).backgroundColor) === 'rgb(255, 255, 255)', 'print is on white');
  await paper.pdf({ path: `${shots}/person.pdf` });
  await done(paper);

  // ---- Hostile names do nothing.
  const bad = await open();
  for (const list of ['people', 'contests', 'offices', 'parties', 'rivalries', 'checks', '']) {
    await bad.goto(hostile + list);
    await axe(bad, `hostile ${list || 'start'}`);
    const links = await bad.$$eval('main li a, main th a', all => [...new Set(all.map(a => a.href))]);
    for (const link of links.slice(0, 16)) {
      const response = await bad.goto(link);
      expect(response === null || response.ok(), `${link} is ${response?.status()}`);
      const found = await bad.evaluate(() => ({
        hacked: globalThis.hacked, images: document.images.length, scripts: document.scripts.length,
        turned: (() => { // pictures set names from right to left apart by such marks of their own
          const copy = document.documentElement.cloneNode(true);
          copy.querySelectorAll('svg').forEach(svg => svg.remove());
          return /[\u202a-\u202e\u2066-\u2069]/.test(copy.outerHTML);
        })(),
        width: document.documentElement.scrollWidth,
      }));
      expect(found.hacked === undefined && found.images === 0 && found.scripts === 1, `${link}: something of the data ran: ${JSON.stringify(found)}`);
      expect(!found.turned, `${link}: marks that turn the direction are left`);
      expect(found.width <= 1280, `${link}: a long name makes the page ${found.width} wide`);
      if (links.indexOf(link) < 5) await axe(bad, `hostile ${link.slice(0, 100)}`);
    }
  }
  await bad.goto(hostile);
  await bad.locator('main input[type=search]').pressSequentially('<img', { delay: 20 });
  await bad.locator('[role=option]').first().waitFor();
  expect(await bad.locator('[role=option] img').count() === 0, 'a suggestion is text');
  await done(bad);
  await done(page);
});

for (const failure of [...new Set(failures)]) console.error(`FAILED ${failure}`);
if (failures.length > 0) console.error(`${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;
