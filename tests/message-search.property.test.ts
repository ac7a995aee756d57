/** Search finds what a plain look at every message finds, in every way in which it looks: rare, common, and page by page. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { foldedWords } from '../contract/search.ts';
import { arrayText, inWorkspace, type Tx } from '../server/platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../server/platform/db/testing.ts';
import { findMessages } from '../server/search/index.ts';
import { forgetMessages, indexMessages, parseWanted } from '../server/search/testing.ts';
import { type Random, randomFrom } from './support/random.ts';

const count = 6_000;
const conversations = 40;
const batch = 500;
const forgotten = 300;
const hoursApart = 2;
const begun = Date.UTC(2025, 0, 1);

type Said = {
  id: string;
  at: string;
  conversation: number;
  author: string | null;
  said: string;
  file: string;
  text: string;
};
let database: TestDatabase;
let messages: Said[];
const workspaceId = randomUUID();
const authors = [randomUUID(), randomUUID()];
const inboxes = [randomUUID(), randomUUID()];
const members = [randomUUID(), randomUUID()];
const conversationIds = Array.from({ length: conversations }, () => randomUUID()).sort();
const within = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(database.db, workspaceId, work);

/** Each is said about half as often as the one before. */
const words = [
  'the',
  'refund',
  'Ação',
  'João-Luís',
  '退款政策',
  'STRASSE',
  'straße',
  'キャンセル',
  '환불',
  'of.the',
  'naïve',
  '100%_\\',
  `${'x'.repeat(70)}needle${'y'.repeat(40)}`,
  '😀ok',
  'π',
  'ж',
];

function textFrom(random: Random): string {
  const said = Array.from({ length: 1 + random.below(6) }, () => {
    let at = 0;
    while (at < words.length - 1 && random.below(2) === 1) at += 1;
    return words[at] ?? '';
  });
  return said.join([' ', ', ', '\n', '  '][random.below(4)]);
}

function makeMessages(): Said[] {
  const random = randomFrom(20_311_122);
  return Array.from({ length: count }, (_, n) => {
    const who = random.below(4);
    return {
      id: randomUUID(),
      // Some at the same moment, and some told long after they were said.
      at: new Date(
        begun + (random.below(9) === 0 ? random.below(count) : n - (n % 3)) * hoursApart * 3_600_000,
      ).toISOString(),
      conversation: random.below(conversations),
      author: who < 2 ? null : (authors[random.below(2)] ?? null),
      said: who < 2 ? 'customer' : who === 2 ? 'team' : 'note',
      file: random.below(20) === 0 ? `${textFrom(random).replaceAll(/\s/g, ' ')}.pdf` : '',
      text: random.below(200) === 0 ? `order ${random.below(1_000_000)}` : textFrom(random),
    };
  });
}

const kinds = { customer: 'message.received', team: 'message.sent', note: 'note.added' } as const;

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  await within((tx) =>
    sql`
      insert into conversations (id, inbox_id, customer_id, channel, status, assignee_id, opened_at, last_at, epoch, xid, seq)
      select id, (${arrayText(inboxes)}::uuid[])[1 + n % 2], gen_random_uuid(), 'webchat', case when n % 3 = 0 then 'open' else 'closed' end,
        (${arrayText(members)}::uuid[])[1 + n % 5], now(), now(), 1, '1'::xid8, n
      from unnest(${arrayText(conversationIds)}::uuid[]) with ordinality c (id, n)`.execute(tx),
  );
  const all = makeMessages();
  const entries = all.map(({ id, at, conversation, author, said, file, text }) => ({
    id,
    kind: kinds[said as keyof typeof kinds],
    conversationId: conversationIds[conversation],
    occurredAt: at,
    actor: { kind: author ? 'member' : 'customer', id: author },
    payload: { text, ...(file ? { attachments: [{ name: file }] } : {}) },
  }));
  for (let first = 0; first < count; first += batch) {
    const some = entries.slice(first, first + batch) as never;
    await within((tx) => indexMessages(tx, some));
    // Entries may come again.
    if (first === 0) await within((tx) => indexMessages(tx, some));
  }
  await within((tx) =>
    forgetMessages(
      tx,
      all.slice(0, forgotten).map(({ id }) => id),
    ),
  );
  messages = all
    .slice(forgotten)
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
}, 120_000);
afterAll(() => database.drop());

type Narrowed = {
  said?: string[];
  author?: number;
  hasFile?: boolean;
  inbox?: number;
  assignee?: number;
  open?: boolean;
  since?: number;
  until?: number;
};
const nth = fc.integer({ min: 0, max: 1 });
const week = fc.integer({ min: 0, max: Math.ceil((count * hoursApart) / 168) });
const narrowed = fc.record(
  {
    said: fc.subarray(['customer', 'team', 'note'], { minLength: 1 }),
    author: nth,
    hasFile: fc.boolean(),
    inbox: nth,
    assignee: nth,
    open: fc.constant(true),
    since: week,
    until: week,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Narrowed>;
const part = fc
  .tuple(fc.constantFrom(...words, 'order', '123', 'missing'), fc.nat(), fc.integer({ min: 1, max: 20 }))
  .map(([word, from, length]) =>
    [...word]
      .slice(from % [...word].length)
      .slice(0, length)
      .join(''),
  );
const searched = fc.oneof(
  fc
    .array(fc.oneof(part, fc.constantFrom(...words)), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words)).map((two) => `"${two.join(' ')}"`),
  part.map((one) => one.slice(0, 1)),
);
const weekAt = (n: number) => new Date(begun + n * 7 * 24 * 3_600_000).toISOString();

/** The plain way. */
function reckon(search: string, how: Narrowed): string[] {
  const asked = search.startsWith('"') ? [foldedWords(search).join(' ')] : foldedWords(search);
  return messages
    .filter(({ text, file, said, author, conversation, at }) => {
      const n = conversation + 1;
      const folded = [text, file].map((one) => foldedWords(one).join(' '));
      return (
        asked.every((one) => folded.some((whole) => whole.includes(one))) &&
        (!how.said || how.said.includes(said)) &&
        (how.author === undefined || author === authors[how.author]) &&
        (how.hasFile === undefined || how.hasFile === (file !== '')) &&
        (how.inbox === undefined || n % 2 === how.inbox) &&
        (how.assignee === undefined || n % 5 === how.assignee) &&
        (!how.open || n % 3 === 0) &&
        (how.since === undefined || at >= weekAt(how.since)) &&
        (how.until === undefined || at < weekAt(how.until))
      );
    })
    .map(({ id }) => id);
}

const limit = 400;

async function find(search: string, how: Narrowed): Promise<string[]> {
  const found: string[] = [];
  let behind: { at: string; id: string } | undefined;
  for (;;) {
    const hits = await within((tx) =>
      findMessages(
        tx,
        {
          wanted: parseWanted(search),
          said: how.said as never,
          authors: how.author === undefined ? undefined : [authors[how.author] ?? ''],
          hasFile: how.hasFile,
          since: how.since === undefined ? '0001-01-01T00:00:00Z' : weekAt(how.since),
          until: how.until === undefined ? '9999-01-01T00:00:00Z' : weekAt(how.until),
          filter: {
            inboxIds: how.inbox === undefined ? undefined : [inboxes[how.inbox] ?? ''],
            assignees: how.assignee === undefined ? undefined : [members[how.assignee] ?? ''],
            status: how.open ? 'open' : undefined,
          },
          viewer: {
            memberId: members[0] ?? '',
            now: new Date(),
            membersOf: () => sql`select null::uuid as customer_id`,
          },
          behind,
        },
        limit,
      ),
    );
    found.push(...hits.map(({ id }) => id));
    behind = hits.at(-1);
    if (hits.length < limit) return found;
  }
}

test('what is found is what a plain look finds, in its order, on every page', async () => {
  await fc.assert(
    fc.asyncProperty(searched, narrowed, async (search, how) => {
      fc.pre(foldedWords(search).length > 0);
      expect(await find(search, how)).toEqual(reckon(search, how));
    }),
    { numRuns: 250, seed: 7 },
  );
}, 300_000);

test('every word by itself: those that few have, and those that many have', async () => {
  for (const word of words.filter((one) => foldedWords(one).length > 0)) {
    expect(await find(word, {}), word).toEqual(reckon(word, {}));
  }
});

test('no word is counted wrong, and none is left that nobody says', async () => {
  const left = await runSql(database.adminUrl, (client) =>
    client.query(`select count(*)::int as n from message_words where messages <= 0`),
  );
  expect(left.rows).toEqual([{ n: 0 }]);
  await within((tx) =>
    forgetMessages(
      tx,
      messages.map(({ id }) => id),
    ),
  );
  for (const table of ['message_texts', 'message_words', 'message_word_ends']) {
    const { rows } = await runSql(database.adminUrl, (client) =>
      client.query(`select count(*)::int as n from ${table}`),
    );
    expect(rows, table).toEqual([{ n: 0 }]);
  }
});
