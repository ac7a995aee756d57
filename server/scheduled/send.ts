/** Sending what was scheduled, or holding it: the conversation and the message are held while that is decided. */

import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { lateHoursMax } from '../../contract/scheduled.ts';
import type { HeldReason } from '../../contract/scheduled-entries.ts';
import { type By, holdMembers, permissionsNow } from '../accounts/index.ts';
import { takeAside } from '../attachments/index.ts';
import {
  type ConversationRow,
  lockEvenMerged,
  performActions,
  requireMentioned,
  saidSince,
  writeMessage,
} from '../conversations/index.ts';
import { answerOf, type Tx } from '../platform/db/index.ts';
import { findRow, type ScheduledRow } from './queries.ts';
import { record } from './record.ts';

const hourMs = 3_600_000;
const source = 'scheduled';
export const clock: By = { actor: { kind: 'system', id: null }, source };

/** Holds a message, and who works here, until the transaction ends, and reads it; undefined where it is no more. */
export async function lockScheduled(tx: Tx, scheduledId: string): Promise<ScheduledRow | undefined> {
  await holdMembers(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended('scheduled ' || ${scheduledId}, 0))`.execute(tx);
  return findRow(tx, scheduledId);
}

/** How often a conversation may become part of another while somebody waits for it. */
const movesMax = 5;

/** The same with the conversation in which it stands, which is held first. */
export async function lockInPlace(
  tx: Tx,
  scheduledId: string,
): Promise<{ row: ScheduledRow; conversation: ConversationRow } | undefined> {
  await holdMembers(tx);
  for (let moves = 0; moves < movesMax; moves += 1) {
    const before = await findRow(tx, scheduledId);
    if (!before) return undefined;
    const conversation = await lockEvenMerged(tx, before.homeId);
    const row = await lockScheduled(tx, scheduledId);
    if (!row || row.homeId === conversation.id) return row && { row, conversation };
  }
  throw new Problem('conflict', 'This conversation is being merged right now. Try again in a moment.');
}

/** The part of an entry that is the same for all that happens to a scheduled message. */
export function within({ customerId }: Pick<ScheduledRow, 'customerId'>, { actor, source }: By) {
  return { actor, direction: 'internal' as const, source: { name: source }, customerId };
}

/** Holds a message for a reason, once: what is held already keeps its reason. */
export async function hold(tx: Tx, row: ScheduledRow, reason: HeldReason, by: By = clock): Promise<void> {
  if (row.held !== null) return;
  const { id: scheduledId, conversationId, memberId } = row;
  const payload = { scheduledId, conversationId, memberId, reason };
  await record(tx, { kind: 'message.held', payload, ...within(row, by) });
}

/** Why a message must not go out by itself; undefined where it may. */
export async function reasonToHold(
  tx: Tx,
  row: ScheduledRow,
  conversation: ConversationRow,
  now: Date,
): Promise<HeldReason | undefined> {
  const may = await permissionsNow(tx, row.memberId);
  if (may === undefined) return 'author-left';
  if (!may.has('conversations:write')) return 'no-right';
  if (now.getTime() - Date.parse(row.sendAt) > lateHoursMax * hourMs) return 'late';
  if (conversation.spam) return 'spam';
  if (row.note) return undefined;
  const { since, memberId, unlessCustomerWrites } = row;
  const { customerWrote, isReplied } = await saidSince(tx, conversation, { seenUntil: since, memberId });
  if (isReplied) return 'newer-reply';
  return customerWrote && unlessCustomerWrites ? 'customer-wrote' : undefined;
}

/**
 * Writes the message, does what is to be done with it, and ends its waiting. `senderId`: in whose name; `by`: whose act it is.
 * @throws Problem when something that it does or names is no more; then nothing of it is done.
 */
export async function send(
  tx: Tx,
  row: ScheduledRow,
  conversation: ConversationRow,
  { senderId, by, now }: { senderId: string; by: By; now: Date },
): Promise<Entry<'message.sent' | 'note.added'>> {
  const { id: scheduledId, conversationId, text, rich, note, mentions, attachments, actions } = row;
  const writer: By = { actor: { kind: 'member', id: senderId }, source };
  if (mentions.length > 0) await requireMentioned(tx, mentions);
  const uploads = takeAside(scheduledId, attachments);
  const said = rich.length === 0 ? { text } : { text, rich };
  const written = { ...said, note, uploads, mentions, externalId: scheduledId };
  const entry = await answerOf(await writeMessage(tx, writer, conversation, written));
  if (actions.length > 0)
    await performActions(tx, { by: writer, memberId: senderId, now }, conversation.id, actions);
  const payload = { scheduledId, conversationId, messageId: entry.id };
  await record(tx, { kind: 'message.unscheduled', payload, ...within(row, by) });
  return entry;
}

/** Sends what is due, or holds it with the reason. */
export async function sendWhenDue(tx: Tx, scheduledId: string, now: Date): Promise<void> {
  const held = await lockInPlace(tx, scheduledId);
  // Looked at again under the locks: another server may have been quicker.
  if (!held || held.row.held !== null || new Date(held.row.sendAt) > now) return;
  const { row, conversation } = held;
  const reason = await reasonToHold(tx, row, conversation, now);
  if (reason) return hold(tx, row, reason);
  await sql`savepoint sending`.execute(tx);
  try {
    await send(tx, row, conversation, { senderId: row.memberId, by: clock, now });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await sql`rollback to savepoint sending`.execute(tx);
    await hold(tx, row, 'refused');
  }
}
