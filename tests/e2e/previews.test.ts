/** A link in the thread shows what its page says of itself, fetched by the server; the owner switches it off. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { html, startPages } from '../support/linked-pages.ts';
import { addMember, type Person } from '../support/people.ts';
import { png } from '../support/uploading.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let pages: Awaited<ReturnType<typeof startPages>>;
let site: Site;
let bea: Person;

beforeAll(async () => {
  pages = await startPages({
    '/rye': html(
      '<title>Rye <script>window.__xss=1</script>bread</title><meta name=description content="Baked at five."><meta property="og:image" content="/rye.png">',
    ),
    '/rye.png': html(png(90, 90), 'image/png'),
  });
  site = await openSite(inject('testCluster'), { reachesPages: pages.get });
  bea = await addMember(site.url, site.owner, 'owner', 'Bea');
});
afterAll(async () => {
  await site.close();
  await pages.close();
});

test('a reply’s link has a card, a customer’s only when the workspace wants it, and none when it is off', () =>
  withCrowd(site, async (crowd) => {
    const visitor = await crowd.somebody('visitor');
    await visitor.goto(site.shop);
    const widget = widgetOn(visitor);
    await widget.open();
    await widget.say(`Is it this? ${pages.at('/rye?mine')}`);
    const page = await crowd.member('Bea', bea);
    await page.goto(`${site.url}/conversations`);
    await page.getByText('Is it this?').first().click();
    const field = page.getByRole('textbox', { name: /^Reply to/ });
    await field.fill(`This one: ${pages.at('/rye')}`);
    await field.press('ControlOrMeta+Enter');
    const card = page.getByRole('link', { name: /^Preview of/ });
    await card.waitFor();
    await card.getByText('Baked at five.').waitFor();
    expect(await card.getAttribute('rel')).toBe('noopener noreferrer ugc');
    const picture = card.locator('img');
    await eventually(() => picture.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(90);
    expect(new URL((await picture.getAttribute('src')) ?? '', site.url).origin).toBe(
      new URL(site.url).origin,
    );
    expect(await page.evaluate(() => '__xss' in window)).toBe(false);
    expect(await card.count()).toBe(1);
    const choose = async (choice: string) => {
      await page.goto(`${site.url}/settings/workspace`);
      await page.getByRole('combobox', { name: 'Link previews' }).selectOption({ label: choice });
      await page.getByRole('button', { name: 'Save' }).click();
      await eventually(() => page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
      await page.goto(`${site.url}/conversations`);
      await page.getByText('This one').first().click();
      await page.locator('[data-message]').getByText('Is it this?').waitFor();
    };
    await choose('For links that the team and customers write');
    await eventually(() => card.count()).toBe(2);
    await choose('Never');
    expect(await card.count()).toBe(0);
  }));
