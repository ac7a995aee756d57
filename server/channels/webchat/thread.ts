/** The visitor's one thread: the conversations of an inbox that the session may see, as one. */
import { sql } from 'kysely';
import type { Attachment } from '../../../contract/attachments.ts';
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import type { Changed } from '../../../contract/message-change-entries.ts';
import type { Reaction } from '../../../contract/reactions.ts';
import { isPlain, shownIn } from '../../../contract/rich-text.ts';
import type { VisitorMessage } from '../../../contract/visitor.ts';
import { memberNames } from '../../accounts/index.ts';
import { type Signer, takeUploads } from '../../attachments/index.ts';
import {
  asShown,
  type ConversationRow,
  conversationsOf,
  inInbox,
  lockNewestConversation,
  openConversation,
  reactionsTo,
  receiveMessage,
  type Shown,
  unclosedAmong,
} from '../../conversations/index.ts';
import { readThread, threadsOf } from '../../ledger/index.ts';
import { LastStatements, type Tx } from '../../platform/db/index.ts';
import { teamOfInbox } from '../index.ts';
import { webchat } from './channel.ts';
import {
  anonymousWithToken,
  sourceOf,
  type VisitorCaller,
  visibleCustomers,
  writableCustomers,
} from './session.ts';

/** How paths to files are made. */
export type Sign = Pick<Signer, 'pathTo'>;

/** What a visitor sees of a conversation: no notes, no state. */
export const visibleKinds: readonly EntryKind[] = ['message.received', 'message.sent'];
/** What a visitor is told of as it happens: messages, what becomes of them, and how they are taken. */
export const toldKinds: readonly EntryKind[] = [
  ...visibleKinds,
  'message.edited',
  'message.deleted',
  'message.restored',
  'message.reacted',
];

/** The conversations that a session may see, newest first. */
export async function visibleConversations(tx: Tx, who: VisitorCaller): Promise<string[]> {
  return conversationsOf(tx, who.inboxId, await visibleCustomers(tx, who));
}

/** The conversation that the session's next message goes to, if there is one yet. */
export async function writtenTo(tx: Tx, who: VisitorCaller): Promise<string | undefined> {
  const [newest] = await conversationsOf(tx, who.inboxId, await writableCustomers(tx, who));
  return newest;
}

/** What the session's visitor can end: what is not closed of the conversations that it may write to. */
export async function endableConversations(tx: Tx, who: VisitorCaller): Promise<string[]> {
  return unclosedAmong(tx, await conversationsOf(tx, who.inboxId, await writableCustomers(tx, who)));
}

async function lockWritable(tx: Tx, who: VisitorCaller): Promise<ConversationRow | undefined> {
  return lockNewestConversation(tx, inInbox(who.inboxId, await writableCustomers(tx, who)));
}

/**
 * Locks the conversation that an anonymous visitor's next message goes to, before the token is proven; undefined when it
 * takes more than a look to know which one.
 */
export async function lockByToken(tx: Tx, token: string): Promise<ConversationRow | undefined> {
  return lockNewestConversation(tx, anonymousWithToken(token));
}

/** A page of the thread, newest first. */
export async function readVisitorThread(
  tx: Tx,
  who: VisitorCaller,
  page: { limit: number; cursor?: string | undefined },
  sign: Sign,
): Promise<{ data: VisitorMessage[]; next: string | null }> {
  const conversations = await visibleConversations(tx, who);
  const { data, next } = await readThread(tx, threadsOf(conversations), {
    ...page,
    kinds: visibleKinds,
    order: 'newest',
  });
  const names = await memberNames(tx, authorsOf(data));
  const shown = await asShown(tx, data);
  const reactions = await reactionsTo(
    tx,
    data.map(({ id }) => id),
  );
  return {
    data: shown.flatMap((entry) => visitorMessage(entry, names, sign, reactions.get(entry.id)) ?? []),
    next,
  };
}

/** Members who wrote these entries. */
export function authorsOf(entries: readonly Entry[]): string[] {
  const ids = entries.flatMap((entry) =>
    entry.actor.kind === 'member' && entry.actor.id ? [entry.actor.id] : [],
  );
  return [...new Set(ids)];
}

/** An entry as its visitor sees it, with the author's first name; undefined when it is nothing to see. */
export function visitorMessage(
  entry: Shown,
  names: ReadonlyMap<string, string>,
  { pathTo }: Sign,
  reaction?: Reaction,
): VisitorMessage | undefined {
  if (entry.kind !== 'message.received' && entry.kind !== 'message.sent') return undefined;
  const own = entry.kind === 'message.received';
  const { attachments, rich } = entry.payload;
  const shown = rich && shownIn(rich, webchat.can.shows);
  const signed = (file: Attachment) => ({ ...file, path: pathTo(entry.workspaceId, file.fileId) });
  const author = own || entry.actor.id === null ? undefined : names.get(entry.actor.id);
  return {
    id: own ? (entry.source.externalId ?? entry.id) : entry.id,
    text: entry.payload.text,
    ...(shown && !isPlain(shown) ? { rich: shown } : {}),
    ...(attachments ? { attachments: attachments.map(signed) } : {}),
    from: own ? 'visitor' : 'team',
    authorName: firstName(author),
    occurredAt: entry.occurredAt,
    ...(!own && entry.payload.greeting ? { greeting: entry.payload.greeting.showingId } : {}),
    ...(entry.changed ? { changed: seenChange(entry.changed) } : {}),
    ...(reaction && !entry.changed?.deletedAt ? { reaction } : {}),
  };
}

function seenChange({ revision, editedAt, deletedAt }: Changed): NonNullable<VisitorMessage['changed']> {
  return { revision, isEdited: editedAt !== null, isDeleted: deletedAt !== null };
}

/** A member's name as visitors see it. */
export function firstName(name: string | undefined): string | null {
  return name?.split(' ')[0] ?? null;
}

/**
 * Records a visitor's message in the newest conversation that the session may write to, or in a new one. `locked` is what
 * `lockByToken` found.
 */
export async function postVisitorMessage(
  tx: Tx,
  who: VisitorCaller,
  message: {
    externalId: string;
    text: string;
    uploadIds?: readonly string[];
    /** Lets what this answers stand before it. */
    greet?: ((conversation: ConversationRow) => Promise<ConversationRow>) | undefined | '';
  },
  locked: ConversationRow | undefined,
  sign: Sign,
): Promise<VisitorMessage | LastStatements<VisitorMessage>> {
  const source = sourceOf(who.inboxId);
  const held = locked ?? (await lockWritable(tx, who)) ?? (await openFirst(tx, who, source));
  const conversation = message.greet ? await message.greet(held) : held;
  const { customerId, inboxId } = who;
  const owner = { customerId, inboxId, messageKey: message.externalId };
  const received = await receiveMessage(tx, conversation, {
    text: message.text,
    uploads: await takeUploads(tx, owner, message.uploadIds),
    source: `${source}:${who.customerId}`,
    externalId: message.externalId,
  });
  const asSeen = ({ entry }: { entry: Entry }) => {
    const seen = visitorMessage(entry, new Map(), sign);
    if (!seen) throw new Error('A received message is a message.');
    return seen;
  };
  return received instanceof LastStatements ? received.as(asSeen) : asSeen(received);
}

/** The visitor's first conversation. Two first messages at once must not open two: the second one finds the first's. */
async function openFirst(tx: Tx, who: VisitorCaller, source: string): Promise<ConversationRow> {
  const { rows } = await sql<{ teamId: string | null }>`
    select pg_advisory_xact_lock(hashtextextended('visitor ' || ${who.customerId}, 0)),
      ${teamOfInbox(who.inboxId)} as "teamId"`.execute(tx);
  const meanwhile = await lockWritable(tx, who);
  if (meanwhile) return meanwhile;
  const by = { actor: { kind: 'customer' as const, id: who.customerId }, source };
  const { customerId, inboxId } = who;
  const teamId = rows[0]?.teamId ?? null;
  return openConversation(tx, by, { customerId, inboxId, channel: webchat.kind, teamId });
}
