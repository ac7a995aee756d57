/** The console's frame around a mail's page: as high as the mail, folded when it is long, in the reader's language, for keyboards too. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { pageDocument, safePage } from '../../server/channels/email/testing/showing.ts';
import { barriersIn } from '../support/browser.ts';
import { png } from '../support/uploading.ts';
import { builtMailFrame } from './support/built-mail-frame.ts';
import { frameWalls, startSite } from './support/mail-frames.ts';
import { patienceMs } from './support/patience.ts';
import { eventually } from './support/seen.ts';

/** As the server of the console says it; a document within inherits it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let browser: Browser;
let desk: Awaited<ReturnType<typeof startSite>>;
let elsewhere: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => {
  browser = await chromium.connect(inject('browserEndpoint'));
  const built = await builtMailFrame();
  desk = await startSite(
    {
      ...built,
      '/pictures': { type: 'image/png', body: png(300, 200) },
      '/files/1': { type: 'image/png', body: png(30, 30) },
    },
    { 'content-security-policy': policy },
  );
  elsewhere = await startSite({
    '/page': {
      type: 'text/html',
      body: '<!doctype html><title>Elsewhere</title><script>window.ran=1</script>',
    },
  });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  await elsewhere.close();
});

const newsletter = (rows: number) => `<html><body bgcolor="#f4f1ea" style="margin:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" bgcolor="#ffffff" style="font-family:Georgia,serif">
<tr><td style="padding:24px;background:#7a4a21;color:#fff;font-size:22px"><img src="cid:logo" width="30" height="30" alt="Logo"> Ana’s Bakery</td></tr>
<tr><td><img src="https://news.example/hero.png" width="600" alt="Fresh rye bread on a table" style="display:block"></td></tr>
${'<tr><td style="padding:16px 24px;color:#333;line-height:1.6">Our rye is baked at five. <b>Come early</b>: there are forty loaves a day, and half of them are gone by eight. <font color="#b03a2e">Closed on Mondays.</font></td></tr>'.repeat(rows)}
<tr><td align="center" style="padding:24px"><a href="${elsewhere.url}/page?from=mail" style="background:#7a4a21;color:#ffffff;padding:12px 24px;border-radius:4px;text-decoration:none">Order a loaf</a></td></tr>
</table></td></tr></table><img src="https://news.example/open?who=1" width="1" height="1"></body></html>`;

async function open(html: string, locale = 'en', looks: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1_000, height: 900 },
    reducedMotion: 'reduce',
    ...looks,
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  desk.asked.length = 0;
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(`${desk.url}/desk`);
  const inline = (id: string) => (id === 'logo' ? '/files/1' : null);
  const of = (safe: ReturnType<typeof safePage>) => ({
    html: pageDocument(safe.html),
    blocked: safe.blocked,
  });
  const mail = {
    locale,
    without: of(safePage(html, { pictures: 'blocked', inline })),
    withPictures: of(
      safePage(html, { pictures: (url) => `/pictures?url=${encodeURIComponent(url)}`, inline }),
    ),
  };
  await page.evaluate((given) => {
    const desktop = window as unknown as { mail: typeof given; start: () => void };
    desktop.mail = given;
    desktop.start();
  }, mail);
  const frame = page.locator('iframe');
  await frame.waitFor();
  const inside = page.frameLocator('iframe');
  await inside.locator('body').waitFor();
  return { page, frame, inside, said, heights: () => heightsOn(page), close: () => context.close() };
}

/** Of the frame, of what is seen of it, and of what it holds. */
function heightsOn(page: Page) {
  return page.locator('iframe').evaluate((frame: HTMLIFrameElement) => ({
    frame: frame.clientHeight,
    seen: frame.parentElement?.clientHeight,
    content: Math.ceil(frame.contentDocument?.documentElement.getBoundingClientRect().height ?? 0),
  }));
}

test('a short mail is shown whole, a long one on demand', async () => {
  const short = await open('<p>Hello, is there rye tomorrow?</p>');
  await eventually(async () => (await short.heights()).frame).toBeLessThan(90);
  const { frame, seen, content } = await short.heights();
  expect([frame, seen]).toEqual([content, content]);
  expect(await short.page.getByRole('button').count()).toBe(0);
  expect(short.said).toEqual([]);
  await short.close();

  const long = await open(newsletter(40));
  await eventually(async () => (await long.heights()).frame).toBeGreaterThan(2_000);
  expect((await long.heights()).seen).toBe(480 - 2);
  const more = long.page.getByRole('button', { name: 'Show all of it' });
  expect(await more.getAttribute('aria-expanded')).toBe('false');
  await more.click();
  const whole = await long.heights();
  expect([whole.frame, whole.seen]).toEqual([whole.content, whole.content]);
  await long.page.getByRole('button', { name: 'Show less' }).click();
  expect((await long.heights()).seen).toBe(480 - 2);
  await long.close();
});

test('pictures from elsewhere are shown when somebody asks, and the frame grows with them', async () => {
  const mail = await open(newsletter(1));
  await mail.page.getByText('1 picture from elsewhere is not shown.').waitFor();
  expect(desk.asked.filter(({ path }) => path.startsWith('/pictures'))).toEqual([]);
  expect(desk.asked.filter(({ path }) => path.startsWith('/files/1'))).toHaveLength(1);
  const before = (await mail.heights()).content;
  await mail.page.getByRole('button', { name: 'Show pictures' }).click();
  const hero = mail.inside.getByAltText('Fresh rye bread on a table');
  await eventually(() => hero.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(300);
  await eventually(async () => (await mail.heights()).frame).toBeGreaterThan(before + 200);
  expect(await mail.page.getByRole('button', { name: 'Show pictures' }).count()).toBe(0);
  expect(await mail.page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  expect(desk.asked.filter(({ path }) => path.startsWith('/pictures'))).toHaveLength(1);
  expect(mail.said).toEqual([]);
  await mail.close();
});

test('a link opens by keyboard in a tab of its own, which knows nothing of this one', async () => {
  const mail = await open(newsletter(1));
  const walls = await mail.frame.evaluate((frame) => [
    frame.getAttribute('sandbox'),
    frame.getAttribute('referrerpolicy'),
  ]);
  expect(walls).toEqual([frameWalls.sandbox, frameWalls.referrerPolicy]);
  expect(frameWalls.sandbox).not.toMatch(/scripts|forms|top-navigation|modals|downloads/);
  await mail.page.getByRole('button', { name: 'Show pictures' }).focus();
  await mail.page.keyboard.press('Tab');
  const link = mail.inside.getByRole('link', { name: 'Order a loaf' });
  await eventually(async () => {
    if (!(await link.evaluate((element) => element.matches(':focus')))) await mail.page.keyboard.press('Tab');
    return link.evaluate((element) => element.matches(':focus'));
  }).toBe(true);
  const [tab] = await Promise.all([
    mail.page.context().waitForEvent('page'),
    mail.page.keyboard.press('Enter'),
  ]);
  await tab.waitForLoadState();
  expect(
    await tab.evaluate(() => [
      document.title,
      (window as { ran?: number }).ran,
      window.opener,
      document.referrer,
    ]),
  ).toEqual(['Elsewhere', 1, null, '']);
  expect(elsewhere.asked.find(({ path }) => path.startsWith('/page'))?.referer).toBeUndefined();
  expect(mail.page.url()).toBe(`${desk.url}/desk`);
  await mail.close();
});

test('a link below the fold unfolds the mail when the keyboard reaches it', async () => {
  const mail = await open(newsletter(30));
  await eventually(async () => (await mail.heights()).frame).toBeGreaterThan(1_500);
  const link = mail.inside.getByRole('link', { name: 'Order a loaf' });
  await mail.page.getByRole('button', { name: 'Show pictures' }).focus();
  await eventually(async () => {
    if (!(await link.evaluate((element) => element.matches(':focus')))) await mail.page.keyboard.press('Tab');
    return link.evaluate((element) => element.matches(':focus'));
  }).toBe(true);
  await mail.page.getByRole('button', { name: 'Show less' }).waitFor();
  await eventually(async () => {
    const box = await link.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= 900;
  }).toBe(true);
  const whole = await mail.heights();
  expect(whole.seen).toBe(whole.content);
  await mail.close();
});

test('tables in tables as deep as they are kept are drawn at once', async () => {
  const mail = await open(`${'<table width="100%"><tr><td>'.repeat(300)}deep`);
  await mail.inside.getByText('deep').waitFor();
  await eventually(async () => (await mail.heights()).frame).toBeGreaterThan(100);
  await mail.close();
});

test.each([
  ['en', '2 pictures from elsewhere are not shown.', 'Show pictures', 'The mail as it was laid out'],
  ['zh-CN', '2 张外部图片未显示。', '显示图片', '邮件的原始版式'],
  ['pt-BR', '2 imagens externas não são mostradas.', 'Mostrar imagens', 'O e-mail como foi formatado'],
])('in %s, and without barriers in light and dark', async (locale, blocked, button, title) => {
  const html = '<p dir="rtl">مرحبا</p><img src="http://a.example/1"><img src="http://a.example/2">';
  for (const colorScheme of ['light', 'dark'] as const) {
    const mail = await open(html, locale, { colorScheme });
    await mail.page.getByText(blocked).waitFor();
    await mail.page.getByRole('button', { name: button }).waitFor();
    expect(await mail.frame.getAttribute('title')).toBe(title);
    expect(await barriersIn(mail.page)).toEqual([]);
    await mail.close();
  }
});

test('a page wider than a phone is moved sideways within its frame, and the console is not', async () => {
  const mail = await open(newsletter(2), 'en', { viewport: { width: 390, height: 844 } });
  await mail.page.getByText('1 picture from elsewhere').waitFor();
  const widths = await mail.page.evaluate(() => {
    const root = document.querySelector('iframe')?.contentDocument?.documentElement;
    return [document.documentElement.scrollWidth, (root?.scrollWidth ?? 0) > (root?.clientWidth ?? 0)];
  });
  expect(widths).toEqual([390, true]);
  await mail.close();
});

test('sizes that would grow with the frame do not', async () => {
  const mail = await open(
    '<div style="height:101vh;min-height:100%">a</div><table height="110%"><tr><td height="100%">b</td></tr></table>',
  );
  await eventually(async () => (await mail.heights()).frame).toBeLessThan(200);
  await mail.close();
});
