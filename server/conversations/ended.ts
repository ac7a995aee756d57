/** Ending a conversation by the one whom it is with. */
import { sql } from 'kysely';
import { entryIn } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { within } from './conversation.ts';
import { lockEvenMerged } from './queries.ts';
import { record } from './record.ts';

/**
 * Closes what is not closed of these conversations, at the word of their customer. Nothing may have been written before,
 * as each is held; in the order of their ids, as whoever holds several does.
 */
export async function endByCustomer(
  tx: Tx,
  source: string,
  conversationIds: readonly string[],
): Promise<void> {
  const held = [];
  for (const id of [...conversationIds].sort()) held.push(await lockEvenMerged(tx, id));
  for (const conversation of held) {
    if (conversation.status !== 'open' && conversation.status !== 'snoozed') continue;
    const actor = { kind: 'customer', id: conversation.customerId } as const;
    const closing = { kind: 'conversation.closed', payload: {}, direction: 'internal' } as const;
    await record(tx, { ...within(conversation, { actor, source }), ...closing });
  }
}

/** Which of these conversations are open or put off. */
export async function unclosedAmong(tx: Tx, conversationIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations
    where id = any(${arrayText(conversationIds)}::uuid[]) and status in ('open', 'snoozed')`.execute(tx);
  return rows.map(({ id }) => id);
}

/** When the customer last ended one of these conversations that is closed since; null: none, or the team closed it. */
export async function endedByCustomer(tx: Tx, conversationIds: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select rfc3339(max(closing.occurred_at)) as at
    from unnest(${arrayText(conversationIds)}::uuid[]) as thread(id)
    join conversations c on c.id = thread.id and c.status = 'closed'
    cross join lateral ${entryIn(sql`c.id`, ['conversation.closed'], 'newest')} closing
    where closing.actor_kind = 'customer'`.execute(tx);
  return rows[0]?.at ?? null;
}
