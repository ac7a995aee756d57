/** Editing and deleting what the team wrote. What was said first stays in the ledger; readers see what it says now. */
import { changeMessages, messageOf } from '../../contract/apply.ts';
import type { Message } from '../../contract/conversations.ts';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { type Mention, shownMentions } from '../../contract/mentions.ts';
import type { MessageVersion } from '../../contract/message-changes.ts';
import { editsMax, replyEditHoursMax, restoreSecondsMax } from '../../contract/message-limits.ts';
import { type Rich, saidOf } from '../../contract/rich-text.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { append, entriesById } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { within } from './conversation.ts';
import { type HeldMessage, holdMessage, refuseDeleted, refuseOthers, writtenEntry } from './held-message.ts';
import { requireMentioned } from './mentions.ts';
import { reactionsTo, withReactions } from './reactions.ts';
import { record } from './record.ts';
import { asShown, changesOf } from './shown.ts';

/** What may be done in a channel to a reply that was sent. */
export type CanChange = (channel: string) => { edits: 'shown' | 'no'; deletes: boolean };
type How = { canIn: CanChange; now: Date };
type Edit = { text: string; rich?: Rich | undefined; mentions?: Mention[] | undefined };

/** Gives a message of one's own another text; the same one changes nothing. @throws Problem. */
export async function editMessage(
  tx: Tx,
  who: MemberCaller,
  how: How,
  messageId: string,
  input: Edit,
): Promise<Message> {
  const edit = { ...saidOf(input), mentions: input.mentions };
  const held = await holdMessage(tx, messageId);
  refuseOthers(who, held, 'edit');
  refuseDeleted(held);
  refuseLate(held, how);
  const now = await shownNow(tx, held);
  refuseEmpty(edit, now);
  await refuseMentions(tx, edit, now);
  const mentions = edit.mentions?.length ? { mentions: edit.mentions } : {};
  const { text, rich } = edit;
  const isSame = text === now.text && JSON.stringify(rich) === JSON.stringify(now.rich && saidOf(now).rich);
  if (isSame && areSame(edit.mentions, now.mentions)) return now;
  if ((held.state?.editIds.length ?? 0) >= editsMax)
    throw new Problem('conflict', `This message was edited ${editsMax} times. Write another one instead.`);
  const { entry } = await record(tx, {
    ...within(held.conversation, by(who)),
    kind: 'message.edited',
    payload: { ...whatOf(held), text, ...(rich ? { rich } : {}), ...mentions },
    direction: 'internal',
  });
  return after(now, entry);
}

/** Takes a message away: its text and files are shown to nobody any more. @throws Problem. */
export async function deleteMessage(
  tx: Tx,
  who: MemberCaller,
  { canIn }: How,
  messageId: string,
): Promise<Message> {
  const held = await holdMessage(tx, messageId);
  refuseOthers(who, held, 'delete');
  refuseDeleted(held);
  if (!isNote(held) && !canIn(held.conversation.channel).deletes)
    throw new Problem(
      'conflict',
      'This channel can’t take back what was sent. Write what you want to put right.',
    );
  const now = await shownNow(tx, held);
  const payload = whatOf(held);
  const { entry } = await record(tx, {
    ...within(held.conversation, by(who)),
    kind: 'message.deleted',
    payload,
    direction: 'internal',
  });
  await audit(tx, who, held, 'conversations.message_deleted');
  return after(now, entry);
}

/** Puts a message back that one has just deleted. @throws Problem. */
export async function restoreMessage(
  tx: Tx,
  who: MemberCaller,
  { now: moment }: How,
  messageId: string,
): Promise<Message> {
  const held = await holdMessage(tx, messageId);
  const now = await shownNow(tx, held);
  const { deletedAt = null, deletedBy } = held.state?.changed ?? {};
  if (deletedAt === null) return now;
  if (deletedBy !== who.memberId)
    throw new Problem('not-allowed', 'Somebody else deleted this message: only they can take that back.');
  if (moment.getTime() - Date.parse(deletedAt) > restoreSecondsMax * 1_000)
    throw new Problem(
      'conflict',
      `A deletion can be taken back for ${restoreSecondsMax} seconds. Write it again.`,
    );
  const { attachments } = held.entry.payload;
  const said = held.state?.said ?? saidFirst(held.entry);
  const reaction = (await reactionsTo(tx, [messageId])).get(messageId);
  const { entry } = await record(tx, {
    ...within(held.conversation, by(who)),
    kind: 'message.restored',
    payload: {
      ...whatOf(held),
      ...said,
      ...(attachments ? { attachments } : {}),
      ...(reaction ? { reaction } : {}),
    },
    direction: 'internal',
  });
  await audit(tx, who, held, 'conversations.message_restored');
  return after(now, entry);
}

/** What a message said, one after the other. @throws Problem `not-found`, also for one that was deleted. */
export async function versionsOf(tx: Tx, messageId: string): Promise<MessageVersion[]> {
  const written = await writtenEntry(tx, messageId);
  const state = (await changesOf(tx, [messageId])).get(messageId);
  if (state?.changed.deletedAt)
    throw new Problem('not-found', 'This message was deleted: what it said is not shown.');
  const edits = await entriesById(tx, state?.editIds ?? []);
  const byId = new Map(edits.map((entry) => [entry.id, entry]));
  const all = [written, ...(state?.editIds ?? []).flatMap((id) => byId.get(id) ?? [])];
  return all.map(({ payload, occurredAt, actor }) => ({
    ...saidFirst({ payload } as Pick<Entry<'note.added'>, 'payload'>),
    at: occurredAt,
    by: actor,
  }));
}

function isNote({ entry }: HeldMessage): boolean {
  return entry.kind === 'note.added';
}

function whatOf(held: HeldMessage) {
  return {
    messageId: held.entry.id,
    messageAt: held.entry.occurredAt,
    note: isNote(held),
    revision: (held.state?.changed.revision ?? 0) + 1,
  };
}

function saidFirst({ payload }: { payload: Edit }) {
  const { text, rich, mentions } = payload;
  return { text, ...(rich ? { rich } : {}), ...(mentions ? { mentions } : {}) };
}

async function shownNow(tx: Tx, { entry, conversation }: HeldMessage): Promise<Message> {
  const [shown] = await asShown(tx, [{ ...entry, conversationId: conversation.id }]);
  const said = shown && messageOf(shown);
  const [message] = await withReactions(tx, said ? [said] : []);
  if (!message) throw new Error('A held message is a message.');
  return message;
}

function after(message: Message, entry: Parameters<typeof changeMessages>[1]): Message {
  const [changed] = changeMessages([message], entry);
  if (!changed) throw new Error('A message that is changed stays one.');
  return changed;
}

function refuseLate(held: HeldMessage, { canIn, now }: How): void {
  if (isNote(held)) return;
  if (canIn(held.conversation.channel).edits === 'no')
    throw new Problem('conflict', 'Who got this reply would not see that you edit it. Write another one.');
  if (now.getTime() - Date.parse(held.entry.occurredAt) > replyEditHoursMax * 3_600_000)
    throw new Problem(
      'conflict',
      `A reply can be edited for ${replyEditHoursMax} hours. Write another one, or delete this one.`,
    );
}

function refuseEmpty({ text }: Edit, { attachments }: Message): void {
  if (text.trim() !== '' || attachments) return;
  throw invalid('text', 'Write something first, or delete the message.');
}

/** Whoever was mentioned before may have left since: the text goes on naming them. */
async function refuseMentions(tx: Tx, { text, mentions = [] }: Edit, now: Message): Promise<void> {
  if (mentions.length > 0 && !now.note)
    throw invalid('mentions', 'Mention people in notes: a reply is read by the customer.');
  if (shownMentions(text, mentions).length < mentions.length)
    throw invalid(
      'mentions',
      'Say where in the text each mention stands: an @ and a name, none within another.',
    );
  const before = new Set(now.mentions?.map(({ id }) => id));
  const added = mentions.filter(({ id }) => !before.has(id));
  if (added.length > 0) await requireMentioned(tx, added);
}

function invalid(path: string, message: string): Problem {
  return new Problem('invalid-input', message, { errors: [{ path: `body.${path}`, message }] });
}

function areSame(one: readonly Mention[] = [], other: readonly Mention[] = []): boolean {
  const textOf = (list: readonly Mention[]) =>
    JSON.stringify(list.map(({ kind, id, start, length }) => [kind, id, start, length]));
  return textOf(one) === textOf(other);
}

/** Owners hear of deletions in the audit log, whatever becomes of the conversation. */
async function audit(
  tx: Tx,
  who: MemberCaller,
  held: HeldMessage,
  kind: 'conversations.message_deleted' | 'conversations.message_restored',
): Promise<void> {
  const { actor, source } = by(who);
  const { entry, conversation } = held;
  await append(tx, {
    kind,
    payload: {
      conversationId: conversation.id,
      messageId: entry.id,
      note: isNote(held),
      authorId: entry.actor.id,
      writtenAt: entry.occurredAt,
    },
    actor,
    direction: 'internal',
    source: { name: source },
  });
}
