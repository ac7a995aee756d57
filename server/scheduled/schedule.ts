/** What members do with messages that are sent later. */
import { messageOf } from '../../contract/apply.ts';
import type { Message } from '../../contract/conversations.ts';
import type { Endpoint, InputOf } from '../../contract/endpoint.ts';
import { Problem } from '../../contract/errors.ts';
import { saidOf } from '../../contract/rich-text.ts';
import type { scheduledEndpoints } from '../../contract/scheduled.ts';
import { type ScheduledMessage, scheduledMax, type TakenBack } from '../../contract/scheduled.ts';
import { micros } from '../../contract/times.ts';
import { by, type MemberCaller, permissionsNow, timeZoneOf } from '../accounts/index.ts';
import { putAside, unusedAgain } from '../attachments/index.ts';
import { type ConversationRow, refuseUnseen, requireMentioned } from '../conversations/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { planOf } from './plan.ts';
import { countIn, noSuchMessage, readScheduled, type ScheduledRow } from './queries.ts';
import { record } from './record.ts';
import { lockInPlace, lockScheduled, send, within } from './send.ts';

type BodyOf<E extends Endpoint> = InputOf<E>['body'];

/** Has a message sent at a time. The conversation is locked. @throws Problem, as for one that is sent at once. */
export async function scheduleMessage(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  conversation: ConversationRow,
  input: BodyOf<typeof scheduledEndpoints.scheduleMessage>,
): Promise<ScheduledMessage> {
  const { memberId } = who;
  const { id: conversationId, customerId } = conversation;
  const { note, actions, mentions = [], seenUntil, at, undo } = input;
  const isDraft = 'draft' in at;
  if (conversation.spam)
    throw new Problem('conflict', 'This conversation is spam. Reopen it before you write in it.');
  if ((await countIn(tx, conversationId)) >= scheduledMax) {
    throw new Problem(
      'conflict',
      `At most ${scheduledMax} messages wait in a conversation. Send or take back one first.`,
    );
  }
  if (seenUntil !== undefined && !note) await refuseUnseen(tx, conversation, { seenUntil, memberId });
  if (mentions.length > 0) await requireMentioned(tx, mentions);
  const plan = isDraft
    ? { said: null, sendAt: micros(now) }
    : planOf(at, await timeZoneOf(tx, memberId), now);
  const scheduledId = newId();
  const owner = { memberId, conversationId };
  const attachments = await putAside(tx, owner, input.attachmentIds, scheduledId);
  await record(tx, {
    kind: 'message.scheduled',
    payload: {
      ...{ scheduledId, conversationId, customerId, memberId, note, ...saidOf(input), ...plan, undo },
      // Who may only want it back for a moment means to answer now.
      unlessCustomerWrites: input.unlessCustomerWrites ?? (!note && !undo),
      ...(isDraft ? { draft: true as const } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(actions.length > 0 ? { actions } : {}),
    },
    ...within(conversation, by(who)),
    after: conversation.lastAt,
  });
  return readScheduled(tx, scheduledId);
}

/** Gives a message another time, or another rule; one that was held waits again. @throws Problem `not-found`. */
export async function changeScheduled(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  scheduledId: string,
  change: BodyOf<typeof scheduledEndpoints.changeScheduledMessage>,
): Promise<ScheduledMessage> {
  const row = await lockScheduled(tx, scheduledId);
  if (!row) throw noSuchMessage();
  if (change.text !== undefined || change.rich !== undefined) return redraft(tx, who, row, change);
  const { at, unlessCustomerWrites } = change;
  await requireWriter(tx, row);
  const kept = { said: row.said, sendAt: row.sendAt };
  const plan = at ? planOf(at, await timeZoneOf(tx, who.memberId), now) : kept;
  if (!at && row.held !== null)
    throw new Problem('conflict', 'This message is held. Give it a new time, send it now, or take it back.');
  // A draft had no rule yet: replies begin with it.
  const unless = unlessCustomerWrites ?? (row.held === 'draft' || row.unlessCustomerWrites);
  if (row.held === null && plan.sendAt === row.sendAt && unless === row.unlessCustomerWrites)
    return readScheduled(tx, scheduledId);
  const { conversationId } = row;
  const payload = { scheduledId, conversationId, ...plan, unlessCustomerWrites: unless };
  await record(tx, { kind: 'message.rescheduled', payload, ...within(row, by(who)) });
  return readScheduled(tx, scheduledId);
}

/** Changes what a shared draft says. @throws Problem `conflict` for what is no draft, or was changed meanwhile. */
async function redraft(
  tx: Tx,
  who: MemberCaller,
  row: ScheduledRow,
  { text = '', rich, revision }: BodyOf<typeof scheduledEndpoints.changeScheduledMessage>,
): Promise<ScheduledMessage> {
  const { id: scheduledId, conversationId } = row;
  if (row.held !== 'draft')
    throw new Problem('conflict', 'This message is no shared draft. Take it back to change what it says.');
  if (revision !== row.revision)
    throw new Problem(
      'conflict',
      'Somebody else has changed this draft. Read what it says now, then save again.',
    );
  const said = saidOf({ text, rich });
  if (said.text.trim() === '' && row.attachments.length === 0) throw nothingSaid();
  const payload = { scheduledId, conversationId, ...said };
  await record(tx, { kind: 'message.redrafted', payload, ...within(row, by(who)) });
  return readScheduled(tx, scheduledId);
}

function nothingSaid(): Problem {
  const message = 'Write something first.';
  return new Problem('invalid-input', message, { errors: [{ path: 'body.text', message }] });
}

/** Takes a message back; its files are told to whoever wrote it. @throws Problem `not-found` for one that was sent. */
export async function cancelScheduled(tx: Tx, who: MemberCaller, scheduledId: string): Promise<TakenBack> {
  const row = await lockScheduled(tx, scheduledId);
  if (!row) throw noSuchMessage();
  const { conversationId, note, text, rich, mentions, actions } = row;
  const uploads = await unusedAgain(tx, scheduledId, row.attachments);
  const payload = { scheduledId, conversationId, messageId: null };
  await record(tx, { kind: 'message.unscheduled', payload, ...within(row, by(who)) });
  return { note, text, rich, mentions, actions, uploads: row.memberId === who.memberId ? uploads : [] };
}

/** Sends a message at once: a member has seen what there is to see. @throws Problem `not-found` for one that was sent. */
export async function sendScheduled(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  scheduledId: string,
): Promise<Message> {
  const held = await lockInPlace(tx, scheduledId);
  if (!held) throw noSuchMessage();
  const { row, conversation } = held;
  if (conversation.spam)
    throw new Problem('conflict', 'This conversation is spam. Reopen it before you write in it.');
  // A draft is everybody's: whoever sends it says it.
  const isOwn = row.held !== 'draft' && (await mayStillWrite(tx, row));
  const senderId = isOwn ? row.memberId : who.memberId;
  const entry = await send(tx, row, conversation, { senderId, by: by(who), now });
  const message = messageOf(entry);
  if (!message) throw new Error('A written message is a message.');
  return message;
}

async function mayStillWrite(tx: Tx, { memberId }: ScheduledRow): Promise<boolean> {
  return (await permissionsNow(tx, memberId))?.has('conversations:write') === true;
}

/** Nobody's name is put under what they can't take back. */
async function requireWriter(tx: Tx, row: ScheduledRow): Promise<void> {
  if (await mayStillWrite(tx, row)) return;
  throw new Problem(
    'conflict',
    'Whoever wrote this message may no longer write here. Send it now in your own name, or take it back.',
  );
}
