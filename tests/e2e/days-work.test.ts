/**
 * A day's work from outside: a visitor's browser and two members' do what they do all day, in three languages, once on a
 * phone and once by keyboard alone. After each step both sides see the same, every screen is free of barriers and in the
 * reader's language, and what a screen reader is told of the thread is as it was.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Locale } from '../../contract/ids.ts';
import { addMember, type Person } from '../support/people.ts';
import { type Crowd, desk, phone, withCrowd } from './support/crowd.ts';
import { pathOf } from './support/host-page.ts';
import { inboxOn } from './support/inbox.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
let ben: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  ben = await addMember(site.url, site.owner, 'agent', 'Ben');
});
afterAll(() => site.close());

const locales = path.join(import.meta.dirname, '../../console/locales');

/** The words of the console in a language: `file.key`, with what stands in braces filled in. */
function wordsOf(locale: Locale) {
  const files = new Map<string, Record<string, string>>();
  return (name: string, values: Record<string, string> = {}): string => {
    const [file = '', ...rest] = name.split('.');
    const known =
      files.get(file) ?? JSON.parse(readFileSync(path.join(locales, locale, `${file}.json`), 'utf8'));
    files.set(file, known);
    const text = known[rest.join('.')];
    if (text === undefined) throw new Error(`${locale} has no words for ${name}.`);
    return text.replaceAll(/\{(\w+)\}/g, (_: string, key: string) => values[key] ?? '');
  };
}

type Day = { locale: Locale; viewport: typeof desk; question: string; answer: string; thanks: string };
const days: Day[] = [
  {
    locale: 'en',
    viewport: desk,
    question: 'Do you deliver on Sundays?',
    answer: 'Yes, from eight.',
    thanks: 'Lovely!',
  },
  {
    locale: 'zh-CN',
    viewport: desk,
    question: '周日送货吗？',
    answer: '送的，八点开始。',
    thanks: '太好了！',
  },
  {
    locale: 'pt-BR',
    viewport: phone,
    question: 'Vocês entregam aos domingos?',
    answer: 'Sim, a partir das oito.',
    thanks: 'Que ótimo!',
  },
];

test.each(days)('a day in $locale, $viewport.width pixels wide', (day) =>
  withCrowd(site, async (crowd) => {
    const { question, answer, thanks } = day;
    const words = wordsOf(day.locale);
    const { visitor, widget, ana, bens } = await peopleOf(crowd, day);
    const check = checksOf(day.locale);

    await widget.open();
    await widget.say(question);
    const [list, other] = [inboxOn(ana), inboxOn(bens)];
    await list.row(question).waitFor();
    await other.row(question).waitFor();
    await check('arrived', ana);

    await list.row(question).click();
    const thread = threadOn(ana, words);
    await eventually(thread.texts).toEqual([question]);
    await other.row(question).click();
    // Names stand in marks that keep their direction to themselves.
    const seen = words('conversations.here.viewing', { name: '\u2068Ben\u2069' });
    await ana.getByRole('listitem', { name: seen }).waitFor();

    await assign(ana, words, 'Ben');
    await bens.getByRole('button', { name: words('conversations.assignNow', { name: 'Ben' }) }).waitFor();
    await thread.write('note', 'Ben, 08:00');
    const theirs = threadOn(bens, words);
    await eventually(theirs.texts).toEqual([question, 'Ben, 08:00']);
    await theirs.write('reply', answer);
    await eventually(widget.texts).toEqual([question, answer]);
    await eventually(thread.texts).toEqual([question, 'Ben, 08:00', answer]);
    await thread.seen.waitFor();
    await check('answered', ana);

    await snoozeUntilTheyWrite(bens, words);
    await bens.getByText(words('conversations.snoozedNotice')).waitFor();
    await other.row(answer).waitFor({ state: 'detached' });
    await widget.say(thanks);
    await other.row(thanks).click();
    await eventually(theirs.texts).toEqual([question, 'Ben, 08:00', answer, thanks]);
    await bens.getByRole('button', { name: words('conversations.wake') }).waitFor({ state: 'detached' });

    await bens
      .getByRole('region', { name: words('conversations.conversation'), exact: true })
      .getByRole('button', { name: words('conversations.close'), exact: true })
      .click();
    await bens.getByText(words('conversations.closed')).first().waitFor();
    await ana
      .getByRole('button', { name: words('conversations.reopen') })
      .first()
      .waitFor();
    await check('closed', ana);

    await visitor.reload();
    await widget.open();
    await eventually(widget.texts).toEqual([question, answer, thanks]);
    expect((await thread.texts()).filter((text) => text !== 'Ben, 08:00')).toEqual(await widget.texts());
  }),
);

test('a day by keyboard alone', () =>
  withCrowd(site, async (crowd) => {
    const words = wordsOf('en');
    const question = 'Is there a table for four?';
    const { visitor, widget, ana, bens } = await peopleOf(crowd, { locale: 'en', viewport: desk });
    await widget.launcher.focus();
    await visitor.keyboard.press('Enter');
    await widget.field.waitFor();
    await visitor.keyboard.type(question);
    await visitor.keyboard.press('Enter');
    await inboxOn(ana).row(question).waitFor();

    const thread = threadOn(ana, words);
    const press = async (...keys: string[]) => {
      for (const key of keys) await ana.keyboard.press(key);
    };
    await press('j', 'Enter');
    await eventually(thread.texts).toEqual([question]);
    await press('p');
    await ana.getByRole('menuitem', { name: words('conversations.priority.urgent') }).press('Enter');
    await press('l');
    await ana.keyboard.type('table');
    await press('Enter', 'Escape');
    await press('n');
    await ana.getByRole('textbox', { name: words('conversations.noteLabel') }).waitFor();
    await ana.keyboard.type('Table seven is free.');
    await press('ControlOrMeta+Enter');
    await eventually(thread.texts).toEqual([question, 'Table seven is free.']);
    await press('Escape', 'r');
    await ana.locator('[aria-label^="Reply to"]:focus').waitFor();
    await ana.keyboard.type('Yes, at seven.');
    await press('ControlOrMeta+Enter', 'Escape');
    await eventually(widget.texts).toEqual([question, 'Yes, at seven.']);
    await eventually(thread.texts).toEqual([question, 'Table seven is free.', 'Yes, at seven.']);
    const others = inboxOn(bens);
    await others
      .row('Yes, at seven.')
      .getByRole('img', {
        name: words('conversations.priorityIs', { priority: words('conversations.priority.urgent') }),
      })
      .waitFor();
    await press('e');
    await ana.getByText(words('conversations.closed')).waitFor();
    await others.row('Yes, at seven.').waitFor({ state: 'detached' });
    await visitor.keyboard.type('Thank you, see you then.');
    await visitor.keyboard.press('Enter');
    await others.row('Thank you, see you then.').waitFor();
  }));

/** A visitor and two members with the list before them. */
async function peopleOf(crowd: Crowd, { locale, viewport }: Pick<Day, 'locale' | 'viewport'>) {
  const looks = { locale, viewport };
  const [visitor, ana, bens] = await Promise.all([
    crowd.somebody('visitor', looks),
    crowd.member('Ana', site.ownerLogin, looks),
    crowd.member('Ben', ben, looks),
  ]);
  await Promise.all([
    visitor.goto(`${site.shop}${pathOf('/', { lang: locale })}`),
    ...[ana, bens].map(async (page) => {
      const headers = { origin: site.url };
      await page.request.patch(`${site.url}/api/v1/me`, { data: { locale }, headers });
      await page.goto(`${site.url}/conversations`);
    }),
  ]);
  const widget = widgetOn(visitor);
  await widget.launcher.waitFor();
  return { visitor, widget, ana, bens };
}

type Words = ReturnType<typeof wordsOf>;

function threadOn(page: Page, words: Words) {
  const region = page.getByRole('region', { name: words('conversations.messages'), exact: true });
  return {
    texts: () => region.locator('[data-side] [dir=auto]').allTextContents(),
    seen: region.getByText(words('conversations.seenAt', { time: '' }).trim()),
    write: async (mode: 'reply' | 'note', text: string) => {
      await page
        .getByRole('radiogroup', { name: words('conversations.mode') })
        .getByText(words(`conversations.${mode}`), { exact: true })
        .click();
      const label = mode === 'note' ? words('conversations.noteLabel') : words('conversations.replyLabel');
      await page.getByRole('textbox', { name: label.trim() }).fill(text);
      const send = words(mode === 'note' ? 'conversations.addNote' : 'conversations.send');
      await page.getByRole('button', { name: send, exact: true }).click();
    },
  };
}

async function assign(page: Page, words: Words, name: string): Promise<void> {
  const nobody = words('conversations.nobody');
  await page.getByRole('button', { name: words('conversations.assignNow', { name: nobody }) }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function snoozeUntilTheyWrite(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words('conversations.snooze'), exact: true }).click();
  await page.getByRole('menuitem', { name: words('conversations.snoozeReply') }).click();
}

/** Looks at a screen: no barriers, nothing that stands out, no raw words; and what a screen reader is told of the thread. */
function checksOf(locale: Locale) {
  const words = wordsOf(locale);
  return async (state: string, page: Page): Promise<void> => {
    expect(await barriersOn(page), `${locale}, ${state}`).toEqual([]);
    expect(await sidewaysOn(page), `${locale}, ${state}`).toEqual([]);
    expect(await rawWordsOn(page), `${locale}, ${state}`).toEqual([]);
    const thread = page.getByRole('region', { name: words('conversations.messages'), exact: true });
    if ((await thread.count()) === 0) return;
    const told = timeless(await thread.ariaSnapshot());
    await expect(told).toMatchFileSnapshot(`snapshots/days-work/${locale}-${state}.yaml`);
  };
}

/** Without what is another on another day: times, the name of who is not known, and what is said of the moment. */
const timeless = (text: string): string =>
  text
    .replaceAll(/^ *- status.*\n?/gm, '')
    .replaceAll(/\d{1,2}:\d{2}(?!0)(\s?[AP]M)?/g, 'TIME')
    .replaceAll(/(上午|下午)/g, '')
    .replaceAll(/Visitor \w+|访客 ?\w+|Visitante \w+/g, 'VISITOR');
