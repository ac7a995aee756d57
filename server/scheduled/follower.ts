/** Holds what waits as soon as something is said that its writer has not seen, rather than when its time has come. */
import { sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import type { HeldReason } from '../../contract/scheduled-entries.ts';
import { homeOf, partsOf } from '../conversations/index.ts';
import type { Follower } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import type { ScheduledRow } from './queries.ts';
import { hold, lockScheduled } from './send.ts';

const kinds = [
  'message.received',
  'message.sent',
  'conversation.spam_marked',
] as const satisfies readonly EntryKind[];
type News = Entry<(typeof kinds)[number]>;

/** Tells at once, by an entry, that a message will not be sent by itself. */
export const heldByNews: Follower = {
  name: 'scheduled-messages',
  kinds,
  // Nothing that waits: nothing to read.
  narrow: async (tx) => {
    const { rows } = await sql`select 1 from scheduled_messages where held is null limit 1`.execute(tx);
    return rows.length > 0 ? { kinds } : undefined;
  },
  apply: async (tx, entries) => {
    for (const entry of entries) await follow(tx, entry as News);
  },
};

async function follow(tx: Tx, entry: News): Promise<void> {
  const { conversationId } = entry;
  if (conversationId === null) return;
  for (const id of await waitingIn(tx, conversationId)) {
    const row = await lockScheduled(tx, id);
    const reason = row && reasonIn(row, entry);
    if (row && reason) await hold(tx, row, reason);
  }
}

/** Why what was said holds a message; undefined where it does not. */
function reasonIn(row: ScheduledRow, { kind, occurredAt, actor }: News): HeldReason | undefined {
  if (occurredAt <= row.since) return undefined;
  if (kind === 'conversation.spam_marked') return 'spam';
  if (row.note) return undefined;
  if (kind === 'message.sent') return actor.id === row.memberId ? undefined : 'newer-reply';
  return row.unlessCustomerWrites ? 'customer-wrote' : undefined;
}

/** What waits in the conversation in which something was said, wherever it was scheduled. */
async function waitingIn(tx: Tx, conversationId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select ${homeOf(sql`${conversationId}::uuid`)} as id`.execute(tx);
  const parts = arrayText(await partsOf(tx, found.rows[0]?.id ?? conversationId));
  const { rows } = await sql<{ id: string }>`
    select id from scheduled_messages
    where conversation_id = any(${parts}::uuid[]) and held is null order by id`.execute(tx);
  return rows.map(({ id }) => id);
}
