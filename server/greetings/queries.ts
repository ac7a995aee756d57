/** Reading greetings and to whom they were shown. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Greeting, GreetingOutcome, GreetingShowing } from '../../contract/greetings.ts';
import { id, time } from '../../contract/ids.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

type Sql = RawBuilder<unknown>;

export type Rule = Omit<Greeting, 'counts'>;

const ruleJson = sql<Rule>`jsonb_build_object('id', g.id, 'inboxId', g.inbox_id, 'name', g.name,
  'texts', g.texts, 'active', g.active) || g.conditions`;

/** The greeting `g` as the API tells it. */
const greetingJson = sql<Greeting>`${ruleJson} || jsonb_build_object('counts', (
    select json_build_object('shown', count(*), 'opened', count(s.opened_at), 'dismissed', count(s.dismissed_at),
      'answered', count(s.answered_at))
    from greeting_showings s where s.greeting_id = g.id))`;

/** The showing `s` as the API tells it. */
export const showingJson: Sql = sql`json_build_object('id', s.id,
  'customer', json_build_object('id', root_of(s.customer_id), 'name', customer_name(s.customer_id)),
  'conversationId', s.conversation_id, 'text', s.shown_text, 'shownAt', rfc3339(s.shown_at),
  'openedAt', rfc3339(s.opened_at), 'dismissedAt', rfc3339(s.dismissed_at), 'answeredAt', rfc3339(s.answered_at))`;

/** Every greeting, those of an inbox in their order. */
export async function listGreetings(tx: Tx): Promise<Greeting[]> {
  const { rows } = await sql<{ json: Greeting }>`
    select ${greetingJson} as json from greetings g order by g.inbox_id, g.place, g.id`.execute(tx);
  return rows.map(({ json }) => json);
}

/** One greeting. @throws Problem `not-found`. */
export async function readGreeting(tx: Tx, greetingId: string): Promise<Greeting> {
  const { rows } = await sql<{ json: Greeting }>`
    select ${greetingJson} as json from greetings g where g.id = ${greetingId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such greeting.');
  return rows[0].json;
}

/** One greeting without what is counted of it: asked for by every page. @throws Problem `not-found`. */
export async function readRule(tx: Tx, greetingId: string): Promise<Rule> {
  const { rows } = await sql<{ json: Rule }>`
    select ${ruleJson} as json from greetings g where g.id = ${greetingId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such greeting.');
  return rows[0].json;
}

const happened: Record<GreetingOutcome, Sql> = {
  shown: sql`true`,
  opened: sql`s.opened_at is not null`,
  dismissed: sql`s.dismissed_at is not null`,
  answered: sql`s.answered_at is not null`,
};

/** To whom a greeting was shown, the newest first. @throws Problem `not-found`. */
export async function listShowings(
  tx: Tx,
  greetingId: string,
  { outcome, limit, cursor }: { outcome: GreetingOutcome; limit: number; cursor?: string | undefined },
): Promise<{ data: GreetingShowing[]; next: string | null }> {
  await readRule(tx, greetingId);
  const key = decodeCursor(cursor, [time, id]);
  const before = key ? sql`(s.shown_at, s.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`;
  const { rows } = await sql<{ json: GreetingShowing }>`
    select ${showingJson} as json from greeting_showings s
    where s.greeting_id = ${greetingId} and ${happened[outcome]} and ${before}
    order by s.shown_at desc, s.id desc limit ${limit + 1}`.execute(tx);
  const data = rows.slice(0, limit).map(({ json }) => json);
  const last = data.at(-1);
  return { data, next: rows.length > limit && last ? encodeCursor([last.shownAt, last.id]) : null };
}
