/** Files in chat, in real browsers: the visitor's widget on a shop's page, the team in the console. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { barriersIn } from '../support/browser.ts';
import { png } from '../support/uploading.ts';
import { desk, phone, withCrowd } from './support/crowd.ts';
import { badLinksIn, layCanary, ownPayloads, ranOn } from './support/hostile.ts';
import { inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png(320, 200) });
const paper = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7 paper'),
});

/** Names of files are isolated where they stand in a sentence. */
const of = (verb: string, name: string) => new RegExp(`${verb} .?${name.replace('.', '[.]')}`);

/** Whether every picture in sight has come. */
const areShown = (page: Page, within: string) =>
  page
    .locator(`${within} img`)
    .evaluateAll(
      (all) => all.length > 0 && all.every((image) => (image as HTMLImageElement).naturalWidth === 320),
    );

/** A file that comes as from a clipboard or another window. */
async function give(page: Page, target: string, how: 'paste' | 'drop', bytes: Buffer, frame = false) {
  const inside = frame ? page.frameLocator('rapport-widget iframe').locator(target) : page.locator(target);
  await inside.first().evaluate(
    (element, { base64, how: kind }) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      data.items.add(new File([content], `${kind}.png`, { type: 'image/png' }));
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { base64: bytes.toString('base64'), how },
  );
}

test('a visitor sends a picture and a paper, the member sees both, answers with one, and the visitor sees it', () =>
  withCrowd(site, async (crowd) => {
    const shop = await crowd.somebody('visitor');
    await shop.goto(site.shop);
    const widget = widgetOn(shop);
    await widget.open();
    await widget.frame.getByLabel('Attach files').setInputFiles([picture('shelf.png'), paper('bill.pdf')]);
    await widget.frame.getByText('shelf.png').waitFor();
    await widget.frame.getByRole('button', { name: 'Send' }).click();
    await widget.frame.getByText('Delivered').waitFor();
    await widget.frame.getByRole('link', { name: 'shelf.png' }).waitFor();
    const wide = await widget.frame
      .locator('.picture img')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(wide).toBe(320);

    const saving = shop.waitForEvent('download');
    await widget.frame.getByRole('link', { name: 'bill.pdf' }).click();
    expect((await saving).suggestedFilename()).toBe('bill.pdf');

    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    const inbox = inboxOn(ana);
    await inbox.row('2 files').click();
    await eventually(() => areShown(ana, '[data-thread]')).toBe(true);
    await ana.getByRole('link', { name: of('Download', 'bill.pdf') }).waitFor();
    await ana.getByRole('button', { name: of('Open', 'shelf.png') }).click();
    const dialog = ana.getByRole('dialog');
    await dialog.getByRole('img', { name: 'shelf.png' }).waitFor();
    expect(await barriersIn(ana)).toEqual([]);
    await ana.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    const download = ana.waitForEvent('download');
    await ana.getByRole('link', { name: of('Download', 'bill.pdf') }).click();
    expect((await download).suggestedFilename()).toBe('bill.pdf');

    await ana.locator('form input[type=file]').setInputFiles(picture('answer.png'));
    await ana.getByRole('button', { name: of('Remove', 'answer.png') }).waitFor();
    expect(await barriersIn(ana)).toEqual([]);
    await inbox.reply('Like this?');
    await widget.frame.getByRole('link', { name: 'answer.png' }).waitFor();
    await eventually(() =>
      widget.frame
        .locator('.picture img')
        .last()
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBe(320);
    expect(await barriersIn(shop)).toEqual([]);
  }));

test('pasted and dropped, taken out again, kept with the draft, and gone with the message', () =>
  withCrowd(site, async (crowd) => {
    const shop = await crowd.somebody('visitor', { viewport: phone });
    await shop.goto(site.shop);
    const widget = widgetOn(shop);
    await widget.open();
    await give(shop, 'textarea', 'paste', png(320, 200), true);
    await give(shop, '.log', 'drop', png(320, 200), true);
    await widget.frame.getByRole('button', { name: of('Remove', 'paste.png') }).click();
    await widget.say('dropped this');
    await widget.frame.getByText('Delivered').waitFor();
    expect(await widget.frame.locator('.picture').count()).toBe(1);

    const ana = await crowd.member('Ana', site.ownerLogin, { viewport: desk });
    await ana.goto(`${site.url}/conversations`);
    const inbox = inboxOn(ana);
    await inbox.row('dropped this').click();
    await give(ana, 'form textarea', 'paste', png(320, 200));
    await give(ana, '[data-thread]', 'drop', png(320, 200));
    const attached = ana.getByRole('list', { name: 'Attached files' });
    await attached.getByText('drop.png').waitFor();
    await ana.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Note', { exact: true }).click();
    await attached.waitFor({ state: 'detached' });
    await ana.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Reply', { exact: true }).click();
    await attached.getByRole('button', { name: of('Remove', 'paste.png') }).click();
    await ana.getByRole('button', { name: 'Send', exact: true }).click();
    await attached.waitFor({ state: 'detached' });
    await ana
      .getByRole('button', { name: of('Open', 'drop.png') })
      .nth(1)
      .waitFor();
  }));

test('without a connection files wait and go out by themselves; one that is too large says so', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/ERR_|Failed to load resource|WebSocket/);
    const shop = await crowd.somebody('visitor');
    await shop.goto(site.shop);
    const widget = widgetOn(shop);
    await widget.open();
    await widget.say('before the storm');
    await widget.frame.getByText('Delivered').waitFor();

    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    const inbox = inboxOn(ana);
    await inbox.row('before the storm').click();
    await ana.getByRole('textbox', { name: 'Reply to' }).waitFor();
    const input = ana.locator('form input[type=file]');
    await input.setInputFiles({ name: 'large.bin', mimeType: 'x/y', buffer: Buffer.alloc(26 * 2 ** 20) });
    await ana.getByText('Too large: at most 25 MB').waitFor();
    expect(await ana.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
    await ana.getByRole('button', { name: of('Remove', 'large.bin') }).click();

    await site.stop();
    await input.setInputFiles(picture('storm.png'));
    await ana.getByText('Waits for the connection').waitFor();
    await ana.getByRole('button', { name: 'Send', exact: true }).click();
    await ana.getByText('Not sent yet').waitFor();
    await widget.frame.getByLabel('Attach files').setInputFiles(picture('wind.png'));
    await widget.frame.getByRole('button', { name: 'Send' }).click();
    await widget.frame.getByText('wind.png').waitFor();
    await site.start();
    await widget.frame.getByRole('link', { name: 'wind.png' }).waitFor({ timeout: 60_000 });
    await ana.getByRole('button', { name: of('Open', 'storm.png') }).waitFor({ timeout: 60_000 });
    await ana.getByRole('button', { name: of('Open', 'wind.png') }).waitFor({ timeout: 60_000 });
    await widget.frame.getByRole('link', { name: 'storm.png' }).waitFor({ timeout: 60_000 });
  }));

test('names and bytes of strangers run nowhere: not while they are chosen, nor sent, nor opened by themselves', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/ERR_|Failed to load resource|net::|content policy/);
    const shop = await crowd.somebody('visitor');
    await layCanary(shop.context());
    await shop.goto(site.shop);
    const widget = widgetOn(shop);
    await widget.open();
    const page = '<!doctype html><script>alert(1)</script><svg onload=alert(1)>';
    const names = ownPayloads.slice(0, 10);
    await widget.frame
      .getByLabel('Attach files')
      .setInputFiles(names.map((name) => ({ name, mimeType: 'image/svg+xml', buffer: Buffer.from(page) })));
    await widget.frame.locator('.chosen li').nth(9).waitFor();
    expect(await ranOn(shop)).toEqual([]);
    await widget.say('hostile');
    await widget.frame.locator('a.file').nth(9).waitFor();
    expect(await badLinksIn(widget.frame)).toEqual([]);
    const address = (await widget.frame.locator('a.file').first().getAttribute('href')) ?? '';

    const ana = await crowd.member('Ana', site.ownerLogin);
    await layCanary(ana.context());
    await ana.goto(`${site.url}/conversations`);
    await inboxOn(ana).row('hostile').click();
    await ana
      .locator('form input[type=file]')
      .setInputFiles(names.map((name) => ({ name, mimeType: 'text/html', buffer: Buffer.from(page) })));
    await ana.locator('form').getByRole('listitem').nth(9).waitFor();
    await ana.locator('[data-thread] a[download]').nth(9).waitFor();
    expect([...(await ranOn(ana)), ...(await ranOn(shop))]).toEqual([]);
    // Whoever opens the address gets a file to save, and no page.
    const stranger = await crowd.somebody('stranger');
    const saved = stranger.waitForEvent('download');
    await stranger.goto(address).catch(() => undefined);
    await saved;
    const html = await stranger.request.get(address);
    expect(html.headers()['content-disposition']).toMatch(/^attachment/);
  }));
