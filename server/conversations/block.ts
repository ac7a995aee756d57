/** Blocking somebody, and lifting that: their conversations go to spam, and come back as they were. */
import { sql } from 'kysely';
import { type Block, blockedConversationsMax } from '../../contract/blocks.ts';
import type { Entry } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { idsOf, lockCustomer, readCustomer } from '../customers/index.ts';
import { append, entryIn, threadRows } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { applyToBlocks, blockSource, isBlockedNow, isSpamByBlock } from './blocked.ts';
import { lockEvenMerged } from './queries.ts';
import { decidedOf, restoreDecided } from './restore.ts';
import { markSpam } from './triage.ts';

type Who = { by: By; memberId: string; now: Date };

/** How it stands with a customer, merges resolved. @throws Problem `not-found`. */
export async function readBlock(tx: Tx, customerId: string): Promise<Block> {
  const { id } = await readCustomer(tx, customerId);
  const ids = arrayText(await idsOf(tx, id));
  const conversations = sql`select c.id from conversations c where c.customer_id = any(${ids}::uuid[])`;
  const { rows } = await sql<Block>`
    select rfc3339(b.since) as since, b.member_id as "memberId", (
      select count(*)::integer from (${threadRows({ conversations }, sql`e.kind = 'message.received' and e.occurred_at >= b.since`)}) e
    ) as messages
    from customer_blocks b where b.customer_id = any(${ids}::uuid[]) order by b.since limit 1`.execute(tx);
  return rows[0] ?? { since: null, memberId: null, messages: 0 };
}

/** Blocks a customer, with everybody who is merged with them. */
export async function blockCustomer(tx: Tx, { by, memberId }: Who, customerId: string): Promise<Block> {
  const { id } = await readCustomer(tx, customerId);
  const held = await lockAll(tx, id, sql`not c.spam`);
  const root = await lockCustomer(tx, id);
  const ids = await idsOf(tx, root);
  if (await isBlockedNow(tx, root)) return readBlock(tx, root);
  // What was begun meanwhile.
  for (const one of await lockAll(tx, root, sql`not c.spam`)) if (!held.includes(one)) held.push(one);
  await write(tx, by, root, { customerIds: ids, blocked: true });
  for (const one of held) await markSpam(tx, { by: { ...by, source: blockSource }, memberId }, one);
  return readBlock(tx, root);
}

/** Lifts the block of a customer, and of everybody who is merged with them. */
export async function unblockCustomer(tx: Tx, who: Who, customerId: string): Promise<Block> {
  const { id } = await readCustomer(tx, customerId);
  const held = await lockAll(tx, id, sql`c.spam and ${isSpamByBlock(sql`c.id`)}`);
  const root = await lockCustomer(tx, id);
  if (!(await isBlockedNow(tx, root))) return readBlock(tx, root);
  await write(tx, who.by, root, { customerIds: await idsOf(tx, root), blocked: false });
  for (const one of held) await putBack(tx, who, one);
  return readBlock(tx, root);
}

/** Makes a conversation what it was before a block made it spam. */
async function putBack(tx: Tx, who: Who, id: string): Promise<void> {
  const now = await lockEvenMerged(tx, id);
  const { rows } = await sql<{
    kind: string;
    payload: Entry<'conversation.closed'>['payload'] & { until?: string | null };
  }>`
    select e.kind, e.payload from ${entryIn(
      sql`${id}::uuid`,
      ['conversation.opened', 'conversation.reopened', 'conversation.closed', 'conversation.snoozed'],
      'newest',
    )} e`.execute(tx);
  const before = rows[0];
  const status =
    before?.kind === 'conversation.closed'
      ? 'closed'
      : before?.kind === 'conversation.snoozed'
        ? 'snoozed'
        : 'open';
  const snoozedUntil = status === 'snoozed' ? (before?.payload.until ?? null) : null;
  const reasonId = status === 'closed' ? (before?.payload.reasonId ?? null) : null;
  await restoreDecided(tx, who, id, { ...decidedOf(now), status, spam: false, snoozedUntil, reasonId });
}

/** Holds conversations of a customer, those that are open first, in the order of their ids, before anything is written. */
async function lockAll(tx: Tx, customerId: string, which: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where c.customer_id = any(${arrayText(await idsOf(tx, customerId))}::uuid[]) and c.status <> 'merged' and ${which}
    order by c.status = 'closed', c.last_at desc limit ${blockedConversationsMax}`.execute(tx);
  const ids = rows.map(({ id }) => id).sort();
  for (const id of ids) await lockEvenMerged(tx, id);
  return ids;
}

async function write(
  tx: Tx,
  by: By,
  customerId: string,
  decided: { customerIds: string[]; blocked: boolean },
): Promise<void> {
  const told = { actor: by.actor, direction: 'internal', source: { name: by.source } } as const;
  const { entry } = await append(tx, {
    kind: 'customer.blocked',
    payload: { customerId, ...decided },
    ...told,
    customerId,
  });
  await applyToBlocks(tx, entry);
  await append(tx, {
    kind: 'block.changed',
    payload: { customerId, blocked: decided.blocked },
    ...told,
  });
}
