/** Writing with formatting and emoji: an agent formats and pastes, the visitor and colleagues see it, an edit keeps it. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addMember, type Person } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { inboxOn, writtenIn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
let bea: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
});
afterAll(() => site.close());

const elsewhere =
  '<style>p{color:red}</style><p onclick="window.hit=1">See <b style="color:red">all</b> our ' +
  '<a href="https://shop.example/sizes">sizes</a> and <a href="javascript:window.hit=1">not this</a></p>' +
  '<ul><li>small</li><li><i>large</i></li></ul><img src="https://elsewhere.example/x.png" onerror="window.hit=1">';

test('an agent formats and pastes; the visitor sees it, an edit keeps it, and so does a note', () =>
  withCrowd(site, async (crowd) => {
    const visitor = await crowd.somebody('visitor');
    await visitor.goto(site.shop);
    const widget = widgetOn(visitor);
    await widget.open();
    await widget.say('Which sizes are there?');
    const page = await crowd.member('Bea', bea);
    await page.goto(`${site.url}/conversations`);
    await page.getByText('Which sizes are there?').first().click();
    const field = await richField(page, /^Reply to/);

    await field.press('ControlOrMeta+b');
    await field.pressSequentially('Hello');
    await field.press('ControlOrMeta+b');
    await field.pressSequentially(' there');
    await field.press('Enter');
    await paste(field, { 'text/html': elsewhere, 'text/plain': 'nothing' });
    expect(await writtenIn(field)).toBe('Hello there\nSee all our sizes and not this\nsmall\nlarge');
    expect(await field.locator('img, style').count()).toBe(0);
    await field.press('Enter');
    await field.press('Enter');
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('textbox', { name: 'Find an emoji' }).fill('thumbs up');
    await page.getByRole('textbox', { name: 'Find an emoji' }).press('Enter');
    await eventually(() => writtenIn(field)).toMatch(/👍/u);
    await field.press('ControlOrMeta+Enter');

    const inbox = inboxOn(page);
    const shown = inbox.thread.locator('[data-side=ours]').last();
    await shown.locator('strong', { hasText: 'Hello' }).waitFor();
    expect(await shown.locator('li').allTextContents()).toEqual(['small', 'large']);
    expect(await shown.locator('li em').textContent()).toBe('large');
    expect(await shown.locator('a').count()).toBe(1);
    const seen = widget.frame.locator('.rich').last();
    await seen.locator('b', { hasText: 'Hello' }).waitFor();
    const link = seen.getByRole('link', { name: 'sizes' });
    expect(await link.getAttribute('href')).toBe('https://shop.example/sizes');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await seen.textContent()).toContain('sizes (shop.example)');
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    await page.screenshot({ path: 'tests/artifacts/writing.png' });
    await visitor.screenshot({ path: 'tests/artifacts/writing-widget.png' });

    await eventually(() => page.getByText('Sending…').count()).toBe(0);
    await field.press('ArrowUp');
    const editor = await richField(page, 'New text of the message');
    await editor.press('ControlOrMeta+End');
    await editor.pressSequentially(' ok');
    await editor.press('ControlOrMeta+Enter');
    await page.getByRole('button', { name: /^Edited/ }).waitFor();
    await seen.getByText('ok').waitFor();
    await seen.locator('b', { hasText: 'Hello' }).waitFor();

    await page.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Note', { exact: true }).click();
    const note = await richField(page, 'Private note');
    await note.pressSequentially('- **buy** more');
    expect(await writtenIn(note)).toBe('buy more');
    await page.reload();
    const kept = page.getByRole('textbox', { name: /^Reply to/ });
    await kept.waitFor();
    await page.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Note', { exact: true }).click();
    const again = await richField(page, 'Private note');
    expect(await again.locator('[data-type=bullet] strong').textContent()).toBe('buy');
    await page.getByRole('button', { name: 'Add note' }).click();
    await inbox.thread.locator('[data-note] li strong', { hasText: 'buy' }).waitFor();
    expect(await writtenIn(page.getByRole('textbox', { name: 'Private note' }))).toBe('');
  }));

test('on a phone the buttons stand behind one; what was chosen becomes a link', () =>
  withCrowd(site, async (crowd) => {
    const visitor = await crowd.somebody('visitor');
    await visitor.goto(site.shop);
    const widget = widgetOn(visitor);
    await widget.open();
    await widget.say('Where do I read more?');
    const page = await crowd.member('Bea', bea);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${site.url}/conversations`);
    await page.getByText('Where do I read more?').first().click();
    const field = await richField(page, /^Reply to/);
    await field.pressSequentially('our help');
    expect(await page.getByRole('button', { name: 'Bold' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Formatting' }).click();
    await field.press('ControlOrMeta+a');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)');
    await page.getByRole('button', { name: 'Set the link' }).click();
    await page.getByText('Write an address such as').waitFor();
    await page.getByRole('textbox', { name: 'Address' }).fill('shop.example/help');
    await page.getByRole('button', { name: 'Set the link' }).click();
    await field.locator('a').waitFor();
    await page.screenshot({ path: 'tests/artifacts/writing-phone.png' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const link = widget.frame.getByRole('link', { name: 'our help' });
    expect(await link.getAttribute('href')).toBe('https://shop.example/help');
  }));

/** The field once it can format. */
async function richField(page: Page, name: string | RegExp): Promise<Locator> {
  const field = page.getByRole('textbox', { name });
  await field.click();
  await field.and(page.locator('[contenteditable=true]')).waitFor();
  return field;
}

async function paste(field: Locator, data: Record<string, string>): Promise<void> {
  await field.evaluate((node, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}
