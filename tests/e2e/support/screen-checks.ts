/** What must be so on every screen, whatever it shows. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe-core finds against WCAG 2.2 AA, a line for each element. Frames are asked one by one. What is looked at while it
 * changes, as a button that is enabled just then, is looked at again.
 */
export async function barriersOn(frame: Page | Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
  return onceSettled(() => barriersNow(frame));
}

function barriersNow(frame: Page | Frame): Promise<string[]> {
  return frame.evaluate(async (runOnly) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, {
      runOnly,
      // Off unless it is asked for.
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
      iframes: false,
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
    );
  }, tags);
}

const settleMsMax = 2_000;

/** What is still found when a screen has come to rest. */
async function onceSettled(find: () => Promise<string[]>): Promise<string[]> {
  const until = performance.now() + settleMsMax;
  let found = await find();
  while (found.length > 0 && performance.now() < until) found = await find();
  return found;
}

/**
 * What stands out sideways (but for code, which scrolls by itself): the page itself, and whatever can be acted on but lies beyond the edge. What floats over the
 * page finds its new place a few frames after the screen has changed its size.
 */
export function sidewaysOn(frame: Page | Frame): Promise<string[]> {
  return onceSettled(() => sidewaysNow(frame));
}

function sidewaysNow(frame: Page | Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const beyond = [
      ...document.querySelectorAll('a, button, input, select, textarea, [tabindex="0"]'),
    ].filter((element) => {
      const { left, right, width: own, height } = element.getBoundingClientRect();
      const isHidden = own <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true });
      return !isHidden && right > 0 && (right > width + 1 || left < -1) && element.closest('pre') === null;
    });
    const page = document.scrollingElement;
    const isWide = page !== null && page.scrollWidth > page.clientWidth;
    return [
      ...(isWide ? [`the page is ${page.scrollWidth} wide on a screen of ${page.clientWidth}`] : []),
      ...beyond.map((element) => `beyond the edge: ${element.outerHTML.slice(0, 160)}`),
    ];
  });
}

const localesFolder = path.join(import.meta.dirname, '../../../console/locales/en');

/** Keys of messages that nobody would write as words: `empty.title`, `searchHint`. */
const keys = readdirSync(localesFolder)
  .flatMap((file) => Object.keys(JSON.parse(readFileSync(path.join(localesFolder, file), 'utf8'))))
  .filter((key) => /[.A-Z]/.test(key));

/** Words that a program meant for itself: keys of messages, empty places of a sentence, values that are not there. */
export async function rawWordsOn(frame: Page | Frame): Promise<string[]> {
  const words = await frame.evaluate(() => {
    const attributes = ['aria-label', 'placeholder', 'title', 'alt'];
    const said = [...document.querySelectorAll('*')].flatMap((element) => [
      ...attributes.map((name) => element.getAttribute(name)),
      ...[...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : null)),
    ]);
    const isCode = (element: Element) => element.matches('script, style');
    const code = new Set(
      [...document.querySelectorAll('*')].filter(isCode).map((element) => element.textContent),
    );
    return said.flatMap((text) =>
      text !== null && text.trim() !== '' && !code.has(text) ? [text.trim()] : [],
    );
  });
  const raw = /\{\w+[,}]|<\/?[a-z]>|\bundefined\b|\bNaN\b|\[object |Invalid Date/;
  return words.filter((word) => keys.includes(word) || raw.test(word));
}
