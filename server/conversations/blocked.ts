/** Who is blocked, as parts of statements and as a table that follows the entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { entryIn } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change who is blocked. */
export const blockKinds = ['customer.blocked'] as const;

/** By what a conversation became spam that is so by a block. */
export const blockSource = 'block';

/** What an entry means to the table of blocks. */
export async function applyToBlocks(
  tx: Tx,
  { payload, actor, occurredAt }: Entry<'customer.blocked'>,
): Promise<void> {
  const ids = sql`any(${payload.customerIds as string[]}::uuid[])`;
  if (!payload.blocked) await sql`delete from customer_blocks where customer_id = ${ids}`.execute(tx);
  else
    await sql`
      insert into customer_blocks (customer_id, since, member_id)
      select who.id, ${occurredAt}, ${actor.kind === 'member' ? actor.id : null}
      from unnest(${payload.customerIds as string[]}::uuid[]) as who(id)
      on conflict do nothing`.execute(tx);
}

/** Whether a customer is blocked, or somebody who was merged with them. Where nobody is, little is asked. */
export function isBlocked(customerId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(exists (select from customer_blocks) and exists (
    select from ids_of(root_of(${customerId})) own(id) join customer_blocks b on b.customer_id = own.id))`;
}

/** Whether a conversation that is spam became so by a block. */
export function isSpamByBlock(conversation: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
    select s.source_name = ${blockSource} from ${entryIn(conversation, ['conversation.spam_marked'], 'newest')} s), false)`;
}

/** The same of one customer. */
export async function isBlockedNow(tx: Tx, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select ${isBlocked(sql`${customerId}::uuid`)} as is`.execute(
    tx,
  );
  return rows[0]?.is ?? false;
}
