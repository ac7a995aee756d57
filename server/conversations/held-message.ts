/** A message that is to be changed, held together with the conversation in which it stands. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { isErased } from '../customers/index.ts';
import { entriesById } from '../ledger/index.ts';
import { RunAgain, type Tx } from '../platform/db/index.ts';
import { messagesIn, placeOf } from './grouping.ts';
import { type ConversationRow, lockEvenMerged } from './queries.ts';
import { messageKinds } from './record.ts';
import { changesOf, type MessageState } from './shown.ts';

type TeamEntry = Entry<'message.sent' | 'note.added'>;

export type HeldMessage = {
  entry: TeamEntry;
  conversation: ConversationRow;
  state: MessageState | undefined;
};

/**
 * Holds the conversation in which a message of the team stands, and reads what became of the message.
 * @throws Problem `not-found`; `not-allowed` for what a customer wrote; `conflict` where it was erased.
 */
export async function holdMessage(tx: Tx, messageId: string): Promise<HeldMessage> {
  const written = await writtenEntry(tx, messageId);
  const place = await placeNow(tx, written);
  const conversation = await lockEvenMerged(tx, place);
  // While this waited for it, the message may have gone to another conversation, by a merge or by a split.
  if ((await placeNow(tx, written)) !== place)
    throw new RunAgain('The message went to another conversation.');
  if ((await messagesIn(tx, place, [messageId])).length === 0) throw noSuchMessage();
  if (written.kind === 'message.received')
    throw new Problem('not-allowed', 'A customer wrote this. What customers say, nobody else changes.');
  if (await isErased(tx, conversation.customerId))
    throw new Problem(
      'conflict',
      'What was said with this person was erased: there is nothing left to change.',
    );
  return { entry: written, conversation, state: (await changesOf(tx, [messageId])).get(messageId) };
}

/** @throws Problem `not-allowed`, unless the member wrote it, or may do so to anybody's. */
export function refuseOthers(who: MemberCaller, { entry }: HeldMessage, what: 'edit' | 'delete'): void {
  if (entry.actor.kind === 'member' && entry.actor.id === who.memberId) return;
  if (what === 'edit')
    throw new Problem('not-allowed', 'Somebody else wrote this: only who wrote a message can edit it.');
  if (!who.permissions.has('messages:manage'))
    throw new Problem('not-allowed', 'Whoever wrote this message, an owner or an admin can delete it.');
}

/** @throws Problem `conflict`. */
export function refuseDeleted({ state }: HeldMessage): void {
  if (state?.changed.deletedAt) throw new Problem('conflict', 'This message was deleted already.');
}

/** The entry of a message, whoever wrote it. @throws Problem `not-found`. */
export async function writtenEntry(tx: Tx, messageId: string): Promise<MessageEntry> {
  const [entry] = await entriesById(tx, [messageId]);
  if (!entry || !isMessage(entry)) throw noSuchMessage();
  return entry;
}

type MessageEntry = Entry<(typeof messageKinds)[number]>;

function isMessage(entry: Entry): entry is MessageEntry {
  return (messageKinds as readonly string[]).includes(entry.kind) && entry.conversationId !== null;
}

function noSuchMessage(): Problem {
  return new Problem('not-found', 'There is no such message.');
}

async function placeNow(tx: Tx, { id, conversationId }: Entry): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select ${placeOf(sql`${id}::uuid`, sql`${conversationId}::uuid`)} as id`.execute(tx);
  if (!rows[0]?.id) throw noSuchMessage();
  return rows[0].id;
}
