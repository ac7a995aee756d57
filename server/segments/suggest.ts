/** Names that conditions can be built with, as they were seen lately. Looks at so much and no more. */
import { sql } from 'kysely';
import { suggestionsMax } from '../../contract/segments.ts';
import { recentAttributes, recentTopics } from '../customers/index.ts';
import { recentTexts } from '../ledger/index.ts';
import { recentCurrencies } from '../orders/index.ts';
import type { Tx } from '../platform/db/index.ts';

const customersLooked = 2_000;
const entriesLooked = 5_000;
const eventsLooked = 500;

type Suggested = 'attributes' | 'events' | 'properties' | 'topics' | 'currencies' | 'keys';

/** Names, the most frequent first. */
export async function suggestConditions(
  tx: Tx,
  { of, event }: { of: Suggested; event?: string | undefined },
): Promise<string[]> {
  switch (of) {
    case 'attributes':
      return recentAttributes(tx, customersLooked, suggestionsMax);
    case 'topics':
      return recentTopics(tx, customersLooked, suggestionsMax);
    case 'currencies':
      return recentCurrencies(tx, customersLooked, suggestionsMax);
    case 'events':
      return texts(tx, { texts: sql`select e.payload ->> 'name'`, where: sql`true`, looked: entriesLooked });
    case 'keys':
      return keys(tx);
    case 'properties':
      return texts(tx, {
        texts: sql`select jsonb_object_keys(case when jsonb_typeof(e.payload -> 'properties') = 'object'
          then e.payload -> 'properties' else '{}' end)`,
        where: event === undefined ? sql`true` : sql`e.payload ->> 'name' = ${event}`,
        looked: eventsLooked,
      });
  }
}

/** Of the keys that events and page views came by lately. */
async function keys(tx: Tx): Promise<string[]> {
  const names = {
    texts: sql`select e.payload -> 'origin' ->> 'key'`,
    where: sql`true`,
    looked: entriesLooked,
  };
  const seen = [...(await texts(tx, names)), ...(await texts(tx, names, 'page.viewed'))];
  return [...new Set(seen)].slice(0, suggestionsMax);
}

async function texts(
  tx: Tx,
  narrowed: Omit<Parameters<typeof recentTexts>[1], 'max'>,
  kind: 'event.tracked' | 'page.viewed' = 'event.tracked',
): Promise<string[]> {
  // An event that is no longer sent must not make this look through all others.
  await sql`select set_config('statement_timeout', '3000', true)`.execute(tx);
  const { rows } = await recentTexts(kind, { ...narrowed, max: suggestionsMax }).execute(tx);
  return rows.map(({ text }) => text);
}
