/** How the other side took a message. A message has one reaction: of its customer, or of the team as a whole. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Changed } from '../../contract/message-change-entries.ts';
import type { Reaction } from '../../contract/reactions.ts';
import type { By } from '../accounts/index.ts';
import { entryRow } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { within } from './conversation.ts';
import { placeOf } from './grouping.ts';
import { lockConversation } from './queries.ts';
import { record } from './record.ts';
import { changesOf } from './shown.ts';

type Said = { messageId: string; emoji: Reaction | null };

/** A member reacts to a message of the customer that stands in this conversation. @throws Problem `not-found`, `conflict` where it was deleted. */
export async function reactToCustomer(tx: Tx, by: By, conversationId: string, said: Said): Promise<void> {
  const message = await findMessage(tx, said.messageId, 'message.received');
  if (message?.placeId !== conversationId) throw noSuchMessage();
  await react(tx, by, conversationId, said);
}

/** A visitor reacts to a message of the team in one of these conversations. @throws Problem `not-found`, `conflict` where it was deleted. */
export async function reactToTeam(
  tx: Tx,
  by: By,
  conversationIds: readonly string[],
  said: Said,
): Promise<void> {
  const message = await findMessage(tx, said.messageId, 'message.sent');
  if (!message || !conversationIds.includes(message.writtenIn)) throw noSuchMessage();
  await react(tx, by, message.placeId, said);
}

/** Reactions to these messages, by their ids. */
export async function reactionsTo(tx: Tx, messageIds: readonly string[]): Promise<Map<string, Reaction>> {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; emoji: Reaction }>`
    select message_id as id, emoji from message_reactions
    where message_id = any(${arrayText(messageIds)}::uuid[]) and emoji is not null`.execute(tx);
  return new Map(rows.map(({ id, emoji }) => [id, emoji]));
}

/** Messages with how they were taken; of a deleted one that is not shown. */
export async function withReactions<M extends { id: string; changed?: Changed | undefined }>(
  tx: Tx,
  messages: readonly M[],
): Promise<(M & { reaction?: Reaction })[]> {
  const reactions = await reactionsTo(
    tx,
    messages.flatMap(({ id, changed }) => (changed?.deletedAt ? [] : [id])),
  );
  return messages.map((message) => {
    const reaction = reactions.get(message.id);
    return reaction ? { ...message, reaction } : message;
  });
}

async function react(tx: Tx, by: By, conversationId: string, { messageId, emoji }: Said): Promise<void> {
  const conversation = await lockConversation(tx, conversationId);
  if ((await changesOf(tx, [messageId])).get(messageId)?.changed.deletedAt)
    throw new Problem('conflict', 'This message was deleted: nobody can react to it any more.');
  const before = (await reactionsTo(tx, [messageId])).get(messageId) ?? null;
  if (before === emoji) return;
  await record(tx, {
    ...within(conversation, by),
    kind: 'message.reacted',
    payload: { messageId, emoji },
    direction: by.actor.kind === 'customer' ? 'indirect' : 'internal',
  });
}

async function findMessage(tx: Tx, messageId: string, kind: 'message.received' | 'message.sent') {
  const placeId: RawBuilder<unknown> = placeOf(sql`e.id`, sql`e.conversation_id`);
  const { rows } = await sql<{ writtenIn: string; placeId: string }>`
    select e.conversation_id as "writtenIn", ${placeId} as "placeId" from ${entryRow(messageId)}
    where e.kind = ${kind}`.execute(tx);
  return rows[0];
}

const noSuchMessage = (): Problem => new Problem('not-found', 'There is no such message to react to here.');
