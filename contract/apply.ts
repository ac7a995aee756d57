/**
 * What an entry means to a reader's state: the state fetched before, with the entries since applied, equals the state
 * fetched after. Pure; the server's own read models are tested against it.
 */
import { withAttributes } from './conversation-attributes.ts';
import type { LastMessage } from './conversation-entries.ts';
import { type Conversation, type Message, previewLengthMax } from './conversations.ts';
import type { Entry, Payload } from './entries.ts';
import { comparePositions } from './ids.ts';
import type { Changed } from './message-change-entries.ts';

/** The message that an entry adds to its conversation, if it adds one. */
export function messageOf(entry: Entry & { changed?: Changed }): Message | undefined {
  if (entry.conversationId === null) return undefined;
  const states = { 'message.received': 'received', 'message.sent': 'sent', 'note.added': 'noted' } as const;
  switch (entry.kind) {
    case 'message.received':
    case 'message.sent':
    case 'note.added':
      return {
        id: entry.id,
        conversationId: entry.conversationId,
        text: entry.payload.text,
        ...(entry.payload.rich ? { rich: entry.payload.rich } : {}),
        ...(entry.payload.attachments ? { attachments: entry.payload.attachments } : {}),
        ...(entry.kind === 'note.added' && entry.payload.mentions
          ? { mentions: entry.payload.mentions }
          : {}),
        ...(entry.kind === 'message.received' && entry.payload.mail ? { mail: entry.payload.mail } : {}),
        ...(entry.kind === 'message.sent' && entry.payload.copies ? { copies: entry.payload.copies } : {}),
        note: entry.kind === 'note.added',
        author: entry.actor,
        occurredAt: entry.occurredAt,
        position: entry.position,
        state: states[entry.kind],
        ...(entry.changed ? { changed: entry.changed } : {}),
      };
    default:
      return undefined;
  }
}

/**
 * A conversation after an entry, as the member `memberId` sees it; `undefined` when the entry does not concern it and
 * it was not known before.
 */
export function applyToConversation(
  before: Conversation | undefined,
  entry: Entry,
  memberId: string | undefined,
): Conversation | undefined {
  if (entry.kind === 'conversation.opened' && before === undefined) return opened(entry);
  if (before === undefined) return undefined;
  if (entry.conversationId === null) return applyCustomer(before, entry);
  if (entry.conversationId !== before.id) return before;
  if (comparePositions(entry.position, before.position) <= 0) return before;
  const next = { ...before, position: entry.position };
  const at = { ...next, lastAt: entry.occurredAt > before.lastAt ? entry.occurredAt : before.lastAt };
  switch (entry.kind) {
    case 'message.received':
    case 'message.sent':
    case 'note.added':
      return applyMessage(at, entry);
    case 'message.edited':
    case 'message.deleted':
    case 'message.restored':
      return { ...next, lastMessage: changedPreview(before.lastMessage, entry) };
    case 'conversation.closed':
      return {
        ...at,
        status: 'closed',
        snoozedUntil: null,
        closedAt: entry.occurredAt,
        reasonId: entry.payload.reasonId ?? null,
      };
    case 'conversation.reopened':
      return { ...at, ...unended, status: 'open', snoozedUntil: null, spam: false };
    case 'conversation.snoozed':
      return { ...next, ...unended, status: 'snoozed', snoozedUntil: entry.payload.until };
    case 'conversation.spam_marked':
      return { ...next, ...unended, status: 'closed', snoozedUntil: null, spam: true };
    case 'conversation.prioritised':
      return { ...next, priority: entry.payload.priority };
    case 'conversation.tagged':
      return { ...next, tagIds: [...before.tagIds, entry.payload.tagId] };
    case 'conversation.untagged':
      return { ...next, tagIds: before.tagIds.filter((tagId) => tagId !== entry.payload.tagId) };
    case 'conversation.described':
      return { ...next, attributes: withAttributes(before.attributes, entry.payload.attributes) };
    case 'conversation.assigned':
      return {
        ...at,
        assigneeId: entry.payload.memberId,
        teamId: entry.payload.teamId === undefined ? before.teamId : entry.payload.teamId,
      };
    case 'conversation.merged':
    case 'conversation.absorbed':
    case 'conversation.released':
    case 'conversation.unmerged':
    case 'conversation.split':
      return regrouped(at, entry, memberId);
    case 'conversation.read':
      return entry.payload.memberId === memberId
        ? { ...next, readCount: Math.max(before.readCount, entry.payload.inboundCount) }
        : next;
    default:
      return next;
  }
}

/** It has not ended, or not in a way that has a reason. */
const unended = { closedAt: null, reasonId: null };

type Regrouping = Entry<
  | 'conversation.merged'
  | 'conversation.absorbed'
  | 'conversation.released'
  | 'conversation.unmerged'
  | 'conversation.split'
>;

/** Whether an entry changes which messages stand in its conversation. */
export function isRegrouping(entry: Entry): entry is Regrouping {
  return /^conversation\.(merged|absorbed|released|unmerged|split)$/.test(entry.kind);
}

function regrouped(before: Conversation, entry: Regrouping, memberId: string | undefined): Conversation {
  if (entry.kind === 'conversation.merged') {
    const mergedInto = entry.payload.intoId;
    return { ...before, status: 'merged', mergedInto, snoozedUntil: null, waitingSince: null };
  }
  const { reads, ...standing } = entry.payload.standing;
  const readCount = reads.find((read) => read.memberId === memberId)?.count ?? 0;
  const next = { ...before, ...standing, readCount };
  switch (entry.kind) {
    case 'conversation.absorbed':
      return { ...next, tagIds: [...before.tagIds, ...entry.payload.gainedTagIds] };
    case 'conversation.released': {
      const { lostTagIds } = entry.payload;
      return { ...next, tagIds: before.tagIds.filter((tagId) => !lostTagIds.includes(tagId)) };
    }
    case 'conversation.unmerged':
      return {
        ...next,
        ...(entry.payload.status === 'open' ? unended : {}),
        status: entry.payload.status,
        mergedInto: null,
      };
    case 'conversation.split':
      return next;
  }
}

function opened(entry: Entry<'conversation.opened'>): Conversation | undefined {
  if (entry.conversationId === null || entry.customerId === null) return undefined;
  return {
    id: entry.conversationId,
    inboxId: entry.payload.inboxId,
    channel: entry.channel ?? '',
    customer: { id: entry.customerId, name: entry.payload.customerName },
    status: 'open',
    mergedInto: null,
    snoozedUntil: null,
    closedAt: null,
    reasonId: null,
    spam: false,
    priority: 'normal',
    tagIds: [],
    attributes: {},
    assigneeId: null,
    teamId: entry.payload.teamId ?? null,
    subject: entry.payload.subject,
    openedAt: entry.occurredAt,
    lastAt: entry.occurredAt,
    lastMessage: null,
    waitingSince: null,
    inboundCount: 0,
    readCount: 0,
    position: entry.position,
  };
}

function applyMessage(
  before: Conversation,
  entry: Entry<'message.received' | 'message.sent' | 'note.added'>,
): Conversation {
  return {
    ...before,
    lastMessage: {
      text: preview(entry.payload.text),
      ...(entry.payload.attachments ? { files: entry.payload.attachments.length } : {}),
      direction: entry.direction,
      note: entry.kind === 'note.added',
      author: entry.actor,
      occurredAt: entry.occurredAt,
    },
    inboundCount: before.inboundCount + (entry.kind === 'message.received' ? 1 : 0),
    waitingSince: waitingAfter(before, entry),
  };
}

type MessageChange = Entry<'message.edited' | 'message.deleted' | 'message.restored'>;

/** Whether an entry changes what a message says. */
export function isMessageChange(entry: Entry): entry is MessageChange {
  return (
    entry.kind === 'message.edited' || entry.kind === 'message.deleted' || entry.kind === 'message.restored'
  );
}

/** The newest message as a list shows it, after a change of this or another one. Which one, its time says. */
function changedPreview(last: LastMessage | null, entry: MessageChange): LastMessage | null {
  if (last === null || last.occurredAt !== entry.payload.messageAt || last.note !== entry.payload.note)
    return last;
  switch (entry.kind) {
    case 'message.edited':
      return { ...last, text: preview(entry.payload.text) };
    case 'message.deleted': {
      const { files: _, ...rest } = last;
      return { ...rest, text: '', deleted: true };
    }
    case 'message.restored': {
      const { deleted: _, ...rest } = last;
      const { text, attachments } = entry.payload;
      return { ...rest, text: preview(text), ...(attachments ? { files: attachments.length } : {}) };
    }
  }
}

/** Messages after a change of one of them. One that they have already changes nothing, and neither does one of another. */
export function changeMessages(messages: readonly Message[], entry: MessageChange): readonly Message[] {
  const at = messages.findIndex(({ id }) => id === entry.payload.messageId);
  const message = messages[at];
  if (!message || revisionOf(message) >= entry.payload.revision) return messages;
  return messages.with(at, changedMessage(message, entry));
}

/** How often a message was changed. */
export function revisionOf({ changed }: { changed?: { revision: number } | undefined }): number {
  return changed?.revision ?? 0;
}

function changedMessage(message: Message, entry: MessageChange): Message {
  const { text: _, rich: __, attachments, mentions: ___, changed, reaction, ...rest } = message;
  const { revision } = entry.payload;
  const { editedAt = null } = changed ?? {};
  const shown = { deletedAt: null, deletedBy: null, revision };
  switch (entry.kind) {
    case 'message.edited':
      return {
        ...rest,
        ...(attachments ? { attachments } : {}),
        ...(reaction ? { reaction } : {}),
        ...saying(entry.payload),
        changed: { ...shown, editedAt: entry.occurredAt },
      };
    case 'message.deleted':
      return {
        ...rest,
        text: '',
        changed: { revision, editedAt, deletedAt: entry.occurredAt, deletedBy: entry.actor.id },
      };
    case 'message.restored': {
      const { attachments: files, reaction: taken } = entry.payload;
      return {
        ...rest,
        ...(files ? { attachments: files } : {}),
        ...(taken ? { reaction: taken } : {}),
        ...saying(entry.payload),
        changed: { ...shown, editedAt },
      };
    }
  }
}

function saying({
  text,
  rich,
  mentions,
}: MessageChange['payload'] & { text: string; rich?: Message['rich']; mentions?: Message['mentions'] }) {
  return { text, ...(rich ? { rich } : {}), ...(mentions ? { mentions } : {}) };
}

/**
 * Since when the customer's last word is unanswered, after a message: neither a note nor a program answers. Closing leaves
 * it, for who closes by mistake opens again; what comes to a closed conversation begins anew.
 */
function waitingAfter(
  { status, waitingSince }: Conversation,
  entry: Entry<'message.received' | 'message.sent' | 'note.added'>,
): string | null {
  const { kind, occurredAt, actor } = entry;
  if (kind === 'note.added' || isAutomatic(entry)) return waitingSince;
  if (kind === 'message.sent') return actor.kind === 'system' ? waitingSince : null;
  return status === 'closed' ? occurredAt : (waitingSince ?? occurredAt);
}

/** A program wrote it, and waits for no answer. */
function isAutomatic({ kind, payload }: Entry): boolean {
  return (
    kind === 'message.received' && (payload as Payload<'message.received'>).mail?.automatic !== undefined
  );
}

/** Entries about the customer change the name that its conversations show. */
function applyCustomer(before: Conversation, entry: Entry): Conversation {
  switch (entry.kind) {
    case 'customer.updated':
    case 'customer.identified':
    case 'customer.described':
      return entry.payload.customerId === before.customer.id && entry.payload.name !== undefined
        ? { ...before, customer: { id: before.customer.id, name: entry.payload.name } }
        : before;
    case 'customer.merged':
      // An entry read after the merge names the survivor already, and not yet its name.
      return [entry.payload.fromId, entry.payload.intoId].includes(before.customer.id)
        ? {
            ...before,
            customer: { id: entry.payload.rootId ?? entry.payload.intoId, name: entry.payload.intoName },
          }
        : before;
    case 'customer.unmerged':
      return entry.payload.conversationIds.includes(before.id)
        ? { ...before, customer: { id: entry.payload.fromId, name: entry.payload.fromName } }
        : before;
    default:
      return before;
  }
}

/** The beginning of a text, by code points, so that no emoji is cut in two. */
export function preview(text: string): string {
  return text.length <= previewLengthMax ? text : Array.from(text).slice(0, previewLengthMax).join('');
}

/** Messages after an entry that says how one of them was taken. A deleted one is taken no way. */
export function applyReaction(messages: readonly Message[], entry: Entry): readonly Message[] {
  if (entry.kind !== 'message.reacted') return messages;
  const { messageId, emoji } = entry.payload;
  return messages.map((message) => {
    if (message.id !== messageId || message.changed?.deletedAt) return message;
    const { reaction: _, ...plain } = message;
    return emoji === null ? plain : { ...plain, reaction: emoji };
  });
}

/** Messages with one more, in telling order: by time, then by place in the ledger. Adding one twice changes nothing. */
export function addMessage(messages: readonly Message[], added: Message): readonly Message[] {
  if (messages.some((message) => message.id === added.id)) return messages;
  const at = messages.findLastIndex(
    ({ occurredAt, position }) =>
      occurredAt < added.occurredAt ||
      (occurredAt === added.occurredAt && comparePositions(position, added.position) < 0),
  );
  return messages.toSpliced(at + 1, 0, added);
}
