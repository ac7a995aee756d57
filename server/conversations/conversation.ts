/** What members and customers do in a conversation. */
import { sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { type By, isMember } from '../accounts/index.ts';
import { lockCustomer, readCustomer } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import { answerOf, LastStatements, type Tx } from '../platform/db/index.ts';
import { type ConversationRow, lockConversation, readConversation } from './queries.ts';
import { type ConversationKind, record } from './record.ts';

/** The part of an entry that is the same for everything that happens in one conversation. */
function within(conversation: ConversationRow, by: By) {
  return {
    actor: by.actor,
    source: { name: by.source },
    customerId: conversation.customerId,
    conversationId: conversation.id,
    channel: conversation.channel,
    after: conversation.lastAt,
    behind: conversation.position,
  };
}

/** Opens a conversation. The customer's name travels with the entry, for lists that follow along. */
export async function openConversation(
  tx: Tx,
  by: By,
  input: { customerId: string; inboxId: string; channel: string; subject?: string | null },
): Promise<ConversationRow> {
  const conversationId = newId();
  const customer = await readCustomer(tx, await lockCustomer(tx, input.customerId));
  const { entry } = await record(tx, {
    kind: 'conversation.opened',
    payload: { inboxId: input.inboxId, customerName: customer.name, subject: input.subject ?? null },
    direction: 'internal',
    actor: by.actor,
    source: { name: by.source },
    customerId: input.customerId,
    conversationId,
    channel: input.channel,
  });
  return {
    id: conversationId,
    inboxId: input.inboxId,
    customerId: input.customerId,
    channel: input.channel,
    status: 'open',
    assigneeId: null,
    lastAt: entry.occurredAt,
    inboundCount: 0,
    position: entry.position,
  };
}

type Received = { entry: Entry<'message.received'>; repeated: boolean };

/** Records a customer's message; a closed or snoozed conversation opens again. A repeated one changes nothing. */
export async function receiveMessage(
  tx: Tx,
  conversation: ConversationRow,
  message: { text: string; source: string; externalId: string },
): Promise<Received | LastStatements<Received>> {
  const by: By = { actor: { kind: 'customer', id: conversation.customerId }, source: message.source };
  const receiving = record(tx, {
    ...within(conversation, by),
    kind: 'message.received',
    payload: { text: message.text },
    direction: 'inbound',
    source: { name: message.source, externalId: message.externalId },
  });
  if (conversation.status === 'open') return new LastStatements(receiving);
  const received = await receiving;
  if (!received.repeated) {
    const after = received.entry.occurredAt;
    await record(tx, {
      ...within(conversation, by),
      kind: 'conversation.reopened',
      payload: {},
      direction: 'internal',
      after,
    });
  }
  return received;
}

/** Replies to the customer, or adds a note for members. The conversation is locked. */
export async function writeMessage(
  tx: Tx,
  by: By,
  conversation: ConversationRow,
  input: { text: string; note: boolean },
): Promise<LastStatements<Entry<'message.sent' | 'note.added'>>> {
  const base = within(conversation, by);
  const payload = { text: input.text };
  const recording = input.note
    ? record(tx, { ...base, kind: 'note.added', payload, direction: 'internal' })
    : record(tx, { ...base, kind: 'message.sent', payload, direction: 'outbound' });
  return new LastStatements(recording.then(({ entry }) => entry));
}

/** Starts a conversation with a customer by a first message. */
export async function startConversation(
  tx: Tx,
  by: By,
  memberId: string,
  input: { customerId: string; inboxId: string; channel: string; text: string },
): Promise<Conversation> {
  const customer = await readCustomer(tx, input.customerId);
  const conversation = await openConversation(tx, by, { ...input, customerId: customer.id });
  await answerOf(await writeMessage(tx, by, conversation, { text: input.text, note: false }));
  return readConversation(tx, memberId, conversation.id);
}

/** Closes a conversation; a closed one stays as it is. */
export async function closeConversation(tx: Tx, by: By, memberId: string, id: string): Promise<Conversation> {
  return change(tx, by, memberId, id, (conversation) =>
    conversation.status === 'closed' ? undefined : { kind: 'conversation.closed', payload: {} },
  );
}

/** Opens a conversation again; an open one stays as it is. */
export async function reopenConversation(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
): Promise<Conversation> {
  return change(tx, by, memberId, id, (conversation) =>
    conversation.status === 'open' ? undefined : { kind: 'conversation.reopened', payload: {} },
  );
}

/** Gives a conversation to a member, or to nobody. @throws Problem when the member doesn't work here. */
export async function assignConversation(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
  assigneeId: string | null,
): Promise<Conversation> {
  if (assigneeId !== null && !(await isMember(tx, assigneeId))) {
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  }
  return change(tx, by, memberId, id, (conversation) =>
    conversation.assigneeId === assigneeId
      ? undefined
      : { kind: 'conversation.assigned', payload: { memberId: assigneeId } },
  );
}

/** Marks the first `inboundCount` messages of the customer as read by the member. Never unread again by this. */
export async function markRead(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
  inboundCount: number,
): Promise<Conversation> {
  const { readCount } = await readConversation(tx, memberId, id);
  return change(tx, by, memberId, id, (conversation) => {
    const count = Math.min(inboundCount, conversation.inboundCount);
    return count <= readCount
      ? undefined
      : { kind: 'conversation.read', payload: { memberId, inboundCount: count } };
  });
}

type Change = {
  [K in Extract<ConversationKind, `conversation.${string}`>]: { kind: K; payload: Entry<K>['payload'] };
}[Extract<ConversationKind, `conversation.${string}`>];

/** Appends what `decide` makes of the locked conversation, if anything, and answers the conversation after it. */
async function change(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
  decide: (conversation: ConversationRow) => Change | undefined,
): Promise<Conversation> {
  const conversation = await lockConversation(tx, id);
  const decided = decide(conversation);
  if (decided) await record(tx, { ...within(conversation, by), ...decided, direction: 'internal' });
  return readConversation(tx, memberId, id);
}

/** Gives the conversations of a member who leaves to another, or to nobody. */
export async function handOver(tx: Tx, by: By, fromId: string, toId: string | null): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations where assignee_id = ${fromId} order by id`.execute(tx);
  const conversations: ConversationRow[] = [];
  // All locks before the first entry: positions in a conversation grow in the order of commits.
  for (const { id } of rows) conversations.push(await lockConversation(tx, id));
  for (const conversation of conversations) {
    if (conversation.assigneeId !== fromId) continue;
    await record(tx, {
      ...within(conversation, by),
      kind: 'conversation.assigned',
      payload: { memberId: toId },
      direction: 'internal',
    });
  }
}
