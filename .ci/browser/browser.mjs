// For the checks beside this file: starts the system's Chromium, offline, and tells what failed.
import { execFileSync } from 'node:child_process';

const LIMIT = 600_000; // milliseconds that one run may take

function executable() {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    console.error('there is no chromium: apt-get install -y --no-install-recommends chromium');
    process.exit(1);
  }
}

// Calls `work` with a new page, and stops the browser whatever happens.
export async function withPage(work) {
  const { chromium } = await import('playwright-core'); // here, so that a check without a browser starts at once
  const browser = await chromium.launch({
    executablePath: executable(), headless: true, args: ['--no-sandbox', '--headless', '--disable-gpu'],
  });
  const late = setTimeout(() => {
    console.error(`stopped after ${LIMIT / 1000} seconds`);
    browser.close(); // whatever waits for the page then fails
  }, LIMIT);
  try {
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 1024 } });
    return await work(await context.newPage());
  } finally {
    clearTimeout(late);
    await browser.close();
  }
}

// Checks each file: `check` returns what is wrong with it, and a check that threw has failed too. Says what failed, and
// ends with exit code 1 if anything did.
export async function checkFiles(files, check) {
  const failures = [];
  for (const file of files) {
    try {
      failures.push(...(await check(file)).map(failure => `${file}: ${failure}`));
    } catch (e) {
      failures.push(`${file}: ${e.message.split('\n')[0]}`);
    }
  }
  for (const failure of failures) console.error(`FAILED ${failure}`);
  if (failures.length > 0) console.error(`${failures.length} failures in ${files.length} files`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

export function usage(text) {
  console.error(`usage: ${text}`);
  process.exit(1);
}
