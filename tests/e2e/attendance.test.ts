/** Two members and a visitor at one conversation: who is there, who writes, what was read, and who was quicker. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addMember, type Person } from '../support/people.ts';
import { type Crowd, withCrowd } from './support/crowd.ts';
import { inboxOn, writtenIn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
let bea: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea Lima');
});
afterAll(() => site.close());

const replyField = (page: Page) => page.getByRole('textbox', { name: 'Reply to' });

/** A visitor has written, and both members have the list before them. */
async function threeAt(crowd: Crowd, text: string) {
  const [shop, anasPage, beasPage] = await Promise.all([
    crowd.somebody('visitor'),
    crowd.member('Ana', site.ownerLogin),
    crowd.member('Bea', bea),
  ]);
  const widget = widgetOn(shop);
  await shop.goto(site.shop);
  await Promise.all([anasPage, beasPage].map((page) => page.goto(`${site.url}/conversations`)));
  await widget.open();
  await widget.say(text);
  const [ana, beas] = [inboxOn(anasPage), inboxOn(beasPage)];
  await ana.row(text).waitFor();
  await beas.row(text).waitFor();
  return { shop, widget, anasPage, beasPage, ana, beas };
}

test('members see who else is there and writes, in the conversation and in the list; a closed tab is gone at once', () =>
  withCrowd(site, async (crowd) => {
    const { anasPage, beasPage, ana, beas, widget } = await threeAt(crowd, 'Do you have rye bread?');
    await beas.row('rye bread').click();
    await ana
      .row('rye bread')
      .getByText(/Bea Lima. is looking at this/)
      .waitFor({ state: 'attached' });
    await ana.row('rye bread').click();
    const here = anasPage.getByRole('list', { name: 'Also here' });
    await here.getByRole('listitem', { name: /Bea Lima. is looking at this/ }).waitFor();
    await replyField(beasPage).pressSequentially('We do');
    await here.getByRole('listitem', { name: /Bea Lima. is writing a reply/ }).waitFor();
    await anasPage
      .getByRole('status')
      .filter({ hasText: 'is writing a reply' })
      .waitFor({ state: 'attached' });
    await widget.frame.getByText('Bea is writing…').first().waitFor();
    await beas.note('Ask the baker');
    await here.getByRole('listitem', { name: /Bea Lima. is looking at this/ }).waitFor();
    await eventually(() => widget.frame.locator('.writing').count()).toBe(0);
    await beasPage.close();
    await here.waitFor({ state: 'detached' });
  }));

test('the team sees that the visitor writes; both see what the other has read, after a reload too', () =>
  withCrowd(site, async (crowd) => {
    const { shop, widget, anasPage, ana } = await threeAt(crowd, 'Is the oven on?');
    await widget.frame.getByText('Delivered').waitFor();
    await ana.row('Is the oven on').click();
    await widget.frame.getByText(/ · Read$/).waitFor();
    await widget.field.pressSequentially('And the');
    await ana.thread.getByText('is writing…').first().waitFor();
    await widget.field.fill('');
    await widget.launcher.click();
    await ana.reply('It is, since four.');
    await ana.thread.getByText('Delivered').waitFor();
    await widget.open();
    await ana.thread.getByText(/^Seen /).waitFor();
    await anasPage.reload();
    await ana.thread.getByText(/^Seen /).waitFor();
    await widget.say('Thanks');
    await widget.frame.getByText(/ · Read$/).waitFor();
    await shop.reload();
    await widget.open();
    await widget.frame.getByText(/ · Read$/).waitFor();
  }));

test('a reply over a newer one is held with both texts, and goes out, back or away as its writer says', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/status of 409/);
    const { anasPage, beasPage, ana, beas, widget } = await threeAt(crowd, 'How late are you open?');
    for (const inbox of [ana, beas]) await inbox.row('How late').click();
    await replyField(anasPage).fill('Until six.');
    await beas.reply('Until seven today.');
    await ana.thread.getByText('Until seven today.').first().waitFor();
    await anasPage.getByRole('button', { name: 'Send', exact: true }).click();
    await ana.thread.getByText(/Bea Lima. replied while you were writing/).waitFor();
    const mine = ana.thread.getByRole('region', { name: 'Your reply' });
    await mine.getByText('Until six.').waitFor();
    await ana.thread.getByRole('region', { name: 'Sent already' }).getByText('Until seven today.').waitFor();
    // A reload loses nothing: it is tried again, and held again.
    await anasPage.reload();
    await mine.getByText('Until six.').waitFor();
    await ana.thread.getByRole('button', { name: 'Edit', exact: true }).click();
    await eventually(() => writtenIn(replyField(anasPage))).toBe('Until six.');
    await replyField(anasPage).fill('On other days until six.');
    await anasPage.getByRole('button', { name: 'Send', exact: true }).click();
    await eventually(widget.texts).toEqual([
      'How late are you open?',
      'Until seven today.',
      'On other days until six.',
    ]);

    await replyField(beasPage).fill('Anything else?');
    await ana.reply('See you!');
    await beas.thread.getByText('See you!').first().waitFor();
    await beasPage.getByRole('button', { name: 'Send', exact: true }).click();
    await beas.thread.getByRole('button', { name: 'Discard mine' }).click();
    await beasPage.getByRole('button', { name: 'Undo' }).click();
    await beas.thread.getByRole('button', { name: 'Send anyway' }).click();
    await eventually(async () => (await widget.texts()).slice(3)).toEqual(['See you!', 'Anything else?']);
    expect(await beas.thread.getByRole('button', { name: 'Send anyway' }).count()).toBe(0);
  }));

test('what waited offline is held by what a colleague sent meanwhile', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/409|ERR_INTERNET_DISCONNECTED|WebSocket/);
    const { anasPage, ana, beas, widget } = await threeAt(crowd, 'Can I pay by card?');
    for (const inbox of [ana, beas]) await inbox.row('pay by card').click();
    await ana.thread.getByText('Can I pay by card?').waitFor();
    await anasPage.context().setOffline(true);
    await ana.reply('Cash only.');
    await ana.thread.getByText('Not sent yet').waitFor();
    await beas.reply('Cards are fine.');
    await anasPage.context().setOffline(false);
    await ana.thread.getByText(/Bea Lima. replied while you were writing/).waitFor();
    expect(await widget.texts()).toEqual(['Can I pay by card?', 'Cards are fine.']);
  }));
