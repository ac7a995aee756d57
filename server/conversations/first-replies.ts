/** How long customers waited for the first answer of somebody. */
import { sql } from 'kysely';
import { entryIn } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { statusesShown } from './filter.ts';

export type FirstReply = { askedAt: string; answeredAt: string };

/** So many conversations of a status are looked at. */
const lookedMax = 300;

/**
 * The newest first answers in an inbox since a moment, at most `max`. Spam does not count, nor what the team began, nor what
 * a program answered first.
 */
export async function firstReplies(tx: Tx, inboxId: string, since: Date, max: number): Promise<FirstReply[]> {
  // Status by status: each goes along its index, and no further than so many rows.
  const found = statusesShown.map(
    (status) => sql`(
      select id, inbox_id, spam from conversations
      where status = ${status} and last_at >= ${since.toISOString()}::timestamptz
      order by last_at desc limit ${lookedMax})`,
  );
  const { rows } = await sql<FirstReply>`
    select rfc3339(asked.occurred_at) as "askedAt", rfc3339(answered.occurred_at) as "answeredAt"
    from (${sql.join(found, sql` union all `)}) c
    cross join lateral ${entryIn(sql`c.id`, ['message.received'], 'first')} asked
    cross join lateral ${entryIn(sql`c.id`, ['message.sent'], 'first')} answered
    where c.inbox_id = ${inboxId} and not c.spam and answered.actor_kind = 'member'
      and answered.occurred_at > asked.occurred_at and asked.occurred_at >= ${since.toISOString()}::timestamptz
    order by answered.occurred_at desc limit ${max}`.execute(tx);
  return rows;
}
