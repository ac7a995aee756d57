/** One conversation's turn: what happens to it, and that it happened, commit together. */
import { sql } from 'kysely';
import type { BulkAction } from '../../contract/bulks.ts';
import { Problem } from '../../contract/errors.ts';
import { type By, holdMembers, permissionsNow } from '../accounts/index.ts';
import { type Decided, lockConversation } from '../conversations/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { act, type Outcome, undo } from './act.ts';

/** A conversation at which something unforeseen happens again and again is left alone. */
const triesMax = 3;

type Turn = { key: string; holder: string; now: Date; tries: Map<string, number> };
type Row = {
  conversationId: string;
  state: string;
  before: Decided | null;
  after: string | null;
  memberId: string;
  source: string;
  actions: BulkAction[];
  bulkState: 'running' | 'undoing';
};

/** Acts on the conversation of `key`, or puts it back, if that is still to be done and by us. */
export async function turn(tx: Tx, { key, holder, now, tries }: Turn): Promise<void> {
  const [bulkId = '', place = ''] = key.split(' ');
  const tried = (tries.get(key) ?? 0) + 1;
  tries.set(key, tried);
  // Before all other locks, as whoever removes a member does.
  await holdMembers(tx);
  const first = await readRow(tx, bulkId, place);
  const conversation = first && (await lockOrRefuse(tx, first.conversationId));
  if (!conversation || !(await isOurs(tx, bulkId, holder))) return;
  // Read again under the locks: another program may have been quicker.
  const row = await readRow(tx, bulkId, place);
  if (row && row.state === (row.bulkState === 'running' ? 'waiting' : 'done')) {
    if (!(await permissionsNow(tx, row.memberId))?.has('conversations:write')) await giveUp(tx, bulkId);
    else await write(tx, bulkId, place, await outcomeOf(tx, row, conversation, { now, tried }));
  }
  tries.delete(key);
}

async function readRow(tx: Tx, bulkId: string, place: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select r.conversation_id as "conversationId", r.state, r.before, r.after, b.member_id as "memberId", b.source,
      b.actions, b.state as "bulkState"
    from bulk_conversations r join bulks b on b.id = r.bulk_id
    where r.bulk_id = ${bulkId} and r.place = ${place}::integer and b.state in ('running', 'undoing')`.execute(
    tx,
  );
  return rows[0];
}

type Locked = Awaited<ReturnType<typeof lockConversation>> | Problem;

async function lockOrRefuse(tx: Tx, id: string): Promise<Locked> {
  try {
    return await lockConversation(tx, id);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Holds the bulk until the commit: who cancels waits for this conversation. */
async function isOurs(tx: Tx, bulkId: string, holder: string): Promise<boolean> {
  const { rows } = await sql`
    update bulks set beat_at = clock_timestamp()
    where id = ${bulkId} and holder = ${holder} and state in ('running', 'undoing') returning 1`.execute(tx);
  return rows.length > 0;
}

async function outcomeOf(
  tx: Tx,
  row: Row,
  conversation: Locked,
  { now, tried }: { now: Date; tried: number },
): Promise<Outcome> {
  const state = row.bulkState === 'running' ? 'failed' : 'kept';
  if (conversation instanceof Problem)
    return { state, reason: conversation.code === 'not-found' ? 'gone' : 'merged' };
  if (tried > triesMax) return { state, reason: 'unexpected' };
  const by: By = { actor: { kind: 'member', id: row.memberId }, source: row.source };
  const who = { by, memberId: row.memberId, now };
  const { before, after } = row;
  await sql`savepoint turn`.execute(tx);
  try {
    if (row.bulkState === 'running') return await act(tx, who, conversation, row.actions);
    if (!before || !after) return { state, reason: 'unexpected' };
    return await undo(tx, who, conversation.id, { before, after });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await sql`rollback to savepoint turn`.execute(tx);
    return { state, reason: 'refused' };
  }
}

async function write(tx: Tx, bulkId: string, place: string, outcome: Outcome): Promise<void> {
  const { before, after } = outcome.state === 'done' ? outcome : {};
  const reason = 'reason' in outcome ? outcome.reason : null;
  await sql`
    update bulk_conversations set state = ${outcome.state}, reason = ${reason},
      before = coalesce(${before ? JSON.stringify(before) : null}::jsonb, before), after = coalesce(${after ?? null}, after)
    where bulk_id = ${bulkId} and place = ${place}::integer`.execute(tx);
}

/** Whoever may no longer change conversations changes no more of them. */
async function giveUp(tx: Tx, bulkId: string): Promise<void> {
  await sql`
    update bulks set state = case state when 'running' then 'cancelled' else 'undone' end, ended_at = clock_timestamp()
    where id = ${bulkId}`.execute(tx);
}
