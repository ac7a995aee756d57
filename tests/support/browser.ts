/** A real browser for tests, out of an npm package; with its own security switched on. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';

/** Starts Chromium without a window. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, one line a rule. Given a frame, it looks at that document; given a page, at its own. */
export async function barriersIn(document: Page | Frame): Promise<string[]> {
  const options = JSON.stringify({ resultTypes: ['violations'], iframes: false });
  return document.evaluate(
    `${axe}; axe.run(document, ${options}).then(({ violations }) => violations.map(({ id, nodes }) =>
      id + ': ' + nodes.map(({ target, any }) => target + ' ' + (any[0]?.message ?? '')).join(' | ')))`,
  );
}
