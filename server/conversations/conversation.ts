/** What members and customers do in a conversation. */
import type { Reason } from '../../contract/conversation-entries.ts';
import type { Conversation } from '../../contract/conversations.ts';
import type { Entry } from '../../contract/entries.ts';
import type { MailCopies, MailHead } from '../../contract/mail.ts';
import type { Mention } from '../../contract/mentions.ts';
import type { Rich } from '../../contract/rich-text.ts';
import type { By } from '../accounts/index.ts';
import type { TakenUploads } from '../attachments/index.ts';
import { isInCharge } from '../availability/index.ts';
import { lockCustomer, readCustomer } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import { answerOf, LastStatements, type Tx } from '../platform/db/index.ts';
import { isInTeam } from '../teams/index.ts';
import { blockSource, isBlockedNow } from './blocked.ts';
import { type ConversationRow, lockConversation, readConversation } from './queries.ts';
import { settleReason } from './reasons.ts';
import { type ConversationKind, record } from './record.ts';

/** The part of an entry that is the same for everything that happens in one conversation. */
export function within(conversation: ConversationRow, by: By) {
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
  input: {
    customerId: string;
    inboxId: string;
    channel: string;
    subject?: string | null;
    /** The team that the inbox names. */
    teamId: string | null;
  },
): Promise<ConversationRow> {
  const conversationId = newId();
  const customer = await readCustomer(tx, await lockCustomer(tx, input.customerId));
  const { entry } = await record(tx, {
    kind: 'conversation.opened',
    payload: {
      inboxId: input.inboxId,
      customerName: customer.name,
      subject: input.subject ?? null,
      ...(input.teamId === null ? {} : { teamId: input.teamId }),
    },
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
    spam: false,
    priority: 'normal',
    tagIds: [],
    attributes: {},
    snoozedUntil: null,
    reasonId: null,
    blocked: await isBlockedNow(tx, input.customerId),
    spamByBlock: false,
    assigneeId: null,
    teamId: input.teamId,
    lastAt: entry.occurredAt,
    lastMessageAt: null,
    inboundCount: 0,
    position: entry.position,
  };
}

/**
 * Lets what a customer was shown stand in the conversation, before the message that answers it. The conversation is held;
 * answered is how it stands then.
 */
export async function sayBefore(
  tx: Tx,
  conversation: ConversationRow,
  source: string,
  payload: Entry<'message.sent'>['payload'],
): Promise<ConversationRow> {
  const by: By = { actor: { kind: 'system', id: null }, source };
  const { entry } = await record(tx, {
    ...within(conversation, by),
    kind: 'message.sent',
    payload,
    direction: 'outbound',
  });
  const { occurredAt, position } = entry;
  return { ...conversation, lastAt: occurredAt, lastMessageAt: occurredAt, position };
}

type Received = { entry: Entry<'message.received'>; repeated: boolean };

/** Records a customer's message; a closed or snoozed conversation opens again, spam does not. A repeated one changes nothing. */
export async function receiveMessage(
  tx: Tx,
  found: ConversationRow,
  message: {
    text: string;
    source: string;
    externalId: string;
    uploads?: TakenUploads | undefined;
    /** What it says beside its words; what a program wrote opens nothing again. */
    mail?: MailHead | undefined;
  },
): Promise<Received | LastStatements<Received>> {
  const conversation = await asBlocked(tx, found);
  const by: By = { actor: { kind: 'customer', id: conversation.customerId }, source: message.source };
  const { payload: said, follows } = saying(message);
  const payload = message.mail ? { ...said, mail: message.mail } : said;
  const source = { name: message.source, externalId: message.externalId };
  const base = within(conversation, by);
  const entry = { ...base, kind: 'message.received', payload, direction: 'inbound', source } as const;
  const receiving = record(tx, entry, follows);
  const isAwake = conversation.status === 'open' || conversation.spam || message.mail?.automatic;
  if (isAwake) return new LastStatements(receiving);
  const received = await receiving;
  if (!received.repeated) await reopen(tx, by, conversation, received.entry.occurredAt);
  return received;
}

/**
 * A conversation to which something comes, as blocks want it: spam while its customer is blocked, also by a merge since; and
 * no longer once they are not.
 */
async function asBlocked(tx: Tx, conversation: ConversationRow): Promise<ConversationRow> {
  const { blocked, spam, spamByBlock, lastAt } = conversation;
  if (blocked === spam || (spam && !spamByBlock)) return conversation;
  if (blocked) {
    const { entry } = await record(tx, {
      ...within(conversation, blocking),
      kind: 'conversation.spam_marked',
      payload: {},
      direction: 'internal',
    });
    return { ...conversation, status: 'closed', spam: true, position: entry.position };
  }
  // Blocked meanwhile, it stays.
  if (await isBlockedNow(tx, conversation.customerId)) return conversation;
  await reopen(tx, blocking, conversation, lastAt);
  return lockConversation(tx, conversation.id);
}

const blocking: By = { actor: { kind: 'system', id: null }, source: blockSource };

/** A message's payload, and what follows for the files that it takes along. */
function saying(message: { text: string; rich?: Rich | undefined; uploads?: TakenUploads | undefined }) {
  const { text, rich, uploads } = message;
  const payload = { text, ...(rich ? { rich } : {}) };
  if (!uploads) return { payload, follows: undefined };
  return { payload: { ...payload, attachments: uploads.attachments }, follows: uploads.follows };
}

/** Replies to the customer, or adds a note for members. The conversation is locked. */
export async function writeMessage(
  tx: Tx,
  by: By,
  conversation: ConversationRow,
  input: {
    text: string;
    rich?: Rich | undefined;
    note: boolean;
    uploads?: TakenUploads | undefined;
    mentions?: readonly Mention[] | undefined;
    /** Who gets it beside the customer. */
    copies?: MailCopies | undefined;
    /** By which it is recorded once, however often it is written. */
    externalId?: string | undefined;
  },
): Promise<LastStatements<Entry<'message.sent' | 'note.added'>>> {
  const { externalId } = input;
  const source = { name: by.source, ...(externalId === undefined ? {} : { externalId }) };
  const base = { ...within(conversation, by), source };
  const { payload, follows } = saying(input);
  const replying = input.copies ? { ...payload, copies: input.copies } : payload;
  const noting = input.mentions?.length ? { ...payload, mentions: [...input.mentions] } : payload;
  const recording = input.note
    ? record(tx, { ...base, kind: 'note.added', payload: noting, direction: 'internal' }, follows)
    : record(tx, { ...base, kind: 'message.sent', payload: replying, direction: 'outbound' }, follows);
  return new LastStatements(recording.then(({ entry }) => entry));
}

/** Starts a conversation with a customer by a first message. Where the inbox names a team, who is in it keeps the conversation. */
export async function startConversation(
  tx: Tx,
  by: By,
  memberId: string,
  input: { customerId: string; inboxId: string; channel: string; teamId: string | null; text: string },
): Promise<Conversation> {
  const customer = await readCustomer(tx, input.customerId);
  const conversation = await openConversation(tx, by, { ...input, customerId: customer.id });
  const said = await answerOf(await writeMessage(tx, by, conversation, { text: input.text, note: false }));
  if (input.teamId !== null && (await isInTeam(tx, input.teamId, memberId))) {
    await record(tx, {
      ...within(conversation, by),
      kind: 'conversation.assigned',
      payload: { memberId },
      direction: 'internal',
      after: said.occurredAt,
    });
  }
  return readConversation(tx, memberId, conversation.id);
}

/** Closes a conversation; a closed one stays as it is. @throws Problem for a reason that is not in use, or lacking. */
export async function closeConversation(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
  reasonId?: string | undefined,
): Promise<Conversation> {
  const conversation = await lockConversation(tx, id);
  if (conversation.status === 'closed') return readConversation(tx, memberId, id);
  return closeFor(tx, by, memberId, id, await settleReason(tx, reasonId));
}

/** The same for a reason that is settled: in use or not, or none. */
export function closeFor(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
  reason: Pick<Reason, 'id' | 'name'> | null,
): Promise<Conversation> {
  const payload = reason ? { reasonId: reason.id, reasonName: reason.name } : {};
  return change(tx, by, memberId, id, ({ status }) =>
    status === 'closed' ? undefined : { kind: 'conversation.closed', payload },
  );
}

/** Opens a conversation again that is closed, snoozed or spam; an open one stays as it is. */
export async function reopenConversation(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
): Promise<Conversation> {
  const conversation = await lockConversation(tx, id);
  if (conversation.status !== 'open') await reopen(tx, by, conversation, conversation.lastAt);
  return readConversation(tx, memberId, id);
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
export async function change(
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

/** Opens a locked conversation again, behind an entry at `after`. Nobody finds it with somebody who is not there for it. */
export async function reopen(tx: Tx, by: By, conversation: ConversationRow, after: string): Promise<void> {
  const { entry } = await record(tx, {
    ...within(conversation, by),
    kind: 'conversation.reopened',
    payload: {},
    direction: 'internal',
    after,
  });
  const { assigneeId, status } = conversation;
  if (assigneeId === null || status !== 'closed' || (await isInCharge(tx, assigneeId))) return;
  await record(tx, {
    ...within(conversation, handingOver),
    kind: 'conversation.assigned',
    payload: { memberId: null },
    direction: 'internal',
    after: entry.occurredAt,
  });
}

const handingOver: By = { actor: { kind: 'system', id: null }, source: 'hand-over' };
