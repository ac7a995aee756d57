/** Everything by keyboard alone: the chat for visitors, the console for members. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addVisitor } from '../support/people.ts';
import { desk, withCrowd } from './support/crowd.ts';
import { inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

test('a visitor opens the chat, writes, sends and leaves by keyboard, and the focus comes back', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor');
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await tabUntil(page, () => isFocused(page, 'rapport-widget'));
    await page.keyboard.press('Enter');
    await eventually(() => widget.field.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('Hello there');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('with two lines');
    await page.keyboard.press('Enter');
    await eventually(widget.texts).toEqual(['Hello there\nwith two lines']);
    expect(await widget.field.inputValue()).toBe('');

    await page.keyboard.press('Escape');
    await eventually(() => widget.iframe.isVisible()).toBe(false);
    expect(await isFocused(page, 'rapport-widget')).toBe(true);
    expect(await widget.launcher.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Space');
    await eventually(() => widget.iframe.isVisible()).toBe(true);
    await eventually(widget.texts).toEqual(['Hello there\nwith two lines']);
  }));

test('on a phone the focus stays in the chat while it covers the page', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor', { viewport: { width: 390, height: 844 } });
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('From my phone');
    await eventually(widget.texts).toEqual(['From my phone']);
    await widget.field.focus();
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('rapport-widget');
    }
  }));

test('a member goes through the list, opens, replies, notes and closes without a mouse', () =>
  withCrowd(site, async (crowd) => {
    for (const text of ['Oldest question', 'Middle question', 'Newest question']) await ask(text);
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    const inbox = inboxOn(page);
    await inbox.row('Newest question').waitFor();
    await page.keyboard.press('j');
    await eventually(() => focusedText(page)).toContain('Newest question');
    await page.keyboard.press('j');
    await eventually(() => focusedText(page)).toContain('Middle question');
    await page.keyboard.press('k');
    await eventually(() => focusedText(page)).toContain('Newest question');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await eventually(inbox.texts).toEqual(['Middle question']);

    await page.keyboard.press('r');
    await eventually(() => focusedLabel(page)).toMatch(/^Reply to/);
    await page.keyboard.type('The reply: j k r n e');
    await page.keyboard.press('ControlOrMeta+Enter');
    await eventually(inbox.texts).toEqual(['Middle question', 'The reply: j k r n e']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await eventually(() => focusedLabel(page)).toMatch(/^Private note/);
    await page.keyboard.type('The note');
    await page.keyboard.press('ControlOrMeta+Enter');
    await eventually(inbox.texts).toEqual(['Middle question', 'The reply: j k r n e', 'The note']);

    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.getByText('Conversation closed').waitFor();
    await eventually(() => inbox.row('The note').count()).toBe(0);
    // The answered one stood on top; the next takes its place, and the keyboard goes with it.
    await eventually(inbox.texts).toEqual(['Newest question']);
    await eventually(() => focusedText(page)).toContain('Newest question');
    await page.getByRole('button', { name: 'Undo' }).click();
    await inbox.row('The note').waitFor();
  }));

test.each(['no-preference', 'reduce'] as const)(
  'what is typed without a pause goes to what the key before opened, with motion: %s',
  (reducedMotion) =>
    withCrowd(site, async (crowd) => {
      const page = await crowd.member('Ana', site.ownerLogin, { viewport: desk, reducedMotion });
      const question = `Typed fast, ${reducedMotion}`;
      await ask(question);
      await page.goto(`${site.url}/conversations`);
      const inbox = inboxOn(page);
      await inbox.row(question).click();
      await eventually(inbox.texts).toEqual([question]);
      const typed = () =>
        page.evaluate(() => {
          const at = document.activeElement;
          return at instanceof HTMLInputElement ? at.value : at?.textContent;
        });
      await atOnce(page, 'ljerk');
      expect(await typed()).toBe('jerk');
      await page.keyboard.press('Escape');
      await atOnce(page, 'njerk');
      expect(await focusedLabel(page)).toMatch(/^Private note/);
      expect(await typed()).toBe('jerk');
      await page.keyboard.press('ControlOrMeta+Enter');
      await eventually(inbox.texts).toEqual([question, 'jerk']);
      for (let time = 0; time < 2; time += 1) {
        await atOnce(page, '/jerk');
        expect(await focusedLabel(page)).toBe('Find a macro');
        expect(await typed()).toBe('jerk');
        await page.keyboard.press('Escape');
        await eventually(() => focusedLabel(page)).toMatch(/^Private note/);
      }
      await page.keyboard.press('Escape');
      await atOnce(page, 'rjerk');
      expect(await focusedLabel(page)).toMatch(/^Reply to/);
      expect(await typed()).toBe('jerk');
    }),
);

test('the palette and the sheet of keys open by key, act, and give the focus back', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await inboxOn(page).row('Newest question').waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Next conversation').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await page.keyboard.type('audit');
    await page.getByRole('option', { name: /Audit log/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('region', { name: 'List of conversations' }).waitFor();
  }));

test('a member who turns single keys off is left alone by them, and keeps those with a modifier', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/profile`);
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).press('Space');
    await eventually(() => page.getByRole('switch', { name: 'Single-key shortcuts' }).isChecked()).toBe(
      false,
    );
    await eventually(async () => (await readMe(page)).singleKeys).toBe(false);
    await page.goto(`${site.url}/conversations`);
    await inboxOn(page).row('Newest question').waitFor();
    const before = await focusedText(page);
    for (const key of ['j', 'k', 'e', '?', 'g', 'u']) await page.keyboard.press(key);
    expect(await focusedText(page)).toBe(before);
    expect(new URL(page.url()).pathname).toBe('/conversations');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').first().waitFor();
  }));

async function ask(text: string): Promise<void> {
  const token = await addVisitor(site.url, site.owner.inboxId);
  const answer = await request(site.url, token, endpoints.postVisitorMessage, {
    body: { id: crypto.randomUUID(), text },
  });
  expect(answer.status).toBe(201);
}

/** Presses keys faster than the page can answer. */
async function atOnce(page: Page, keys: string): Promise<void> {
  await Promise.all([...keys].map((key) => page.keyboard.press(key)));
}

async function readMe(page: Page): Promise<{ singleKeys: boolean }> {
  return page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).member);
}

const stopsMax = 20;

async function tabUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let stop = 0; stop < stopsMax; stop += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error(`Not reached in ${stopsMax} stops.`);
}

function isFocused(page: Page, element: string): Promise<boolean> {
  return page.evaluate((name) => document.activeElement?.localName === name, element);
}

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

function focusedLabel(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
}
