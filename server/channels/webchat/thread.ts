/** The visitor's one thread: the conversations of an inbox that the session may see, as one. */
import { sql } from 'kysely';
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import type { VisitorMessage } from '../../../contract/visitor.ts';
import { memberNames } from '../../accounts/index.ts';
import {
  type ConversationRow,
  conversationsOf,
  inInbox,
  lockNewestConversation,
  openConversation,
  receiveMessage,
} from '../../conversations/index.ts';
import { readThread } from '../../ledger/index.ts';
import { LastStatements, type Tx } from '../../platform/db/index.ts';
import { webchat } from './channel.ts';
import {
  anonymousWithToken,
  sourceOf,
  type VisitorCaller,
  visibleCustomers,
  writableCustomers,
} from './session.ts';

/** What a visitor sees of a conversation: no notes, no state. */
export const visibleKinds: readonly EntryKind[] = ['message.received', 'message.sent'];

/** The conversations that a session may see, newest first. */
export async function visibleConversations(tx: Tx, who: VisitorCaller): Promise<string[]> {
  return conversationsOf(tx, who.inboxId, await visibleCustomers(tx, who));
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
): Promise<{ data: VisitorMessage[]; next: string | null }> {
  const conversations = await visibleConversations(tx, who);
  const { data, next } = await readThread(tx, conversations, {
    ...page,
    kinds: visibleKinds,
    order: 'newest',
  });
  const names = await memberNames(tx, authorsOf(data));
  return { data: data.flatMap((entry) => visitorMessage(entry, names) ?? []), next };
}

/** Members who wrote these entries. */
export function authorsOf(entries: readonly Entry[]): string[] {
  const ids = entries.flatMap((entry) =>
    entry.actor.kind === 'member' && entry.actor.id ? [entry.actor.id] : [],
  );
  return [...new Set(ids)];
}

/** An entry as its visitor sees it, with the author's first name; undefined when it is nothing to see. */
export function visitorMessage(entry: Entry, names: ReadonlyMap<string, string>): VisitorMessage | undefined {
  if (entry.kind !== 'message.received' && entry.kind !== 'message.sent') return undefined;
  const own = entry.kind === 'message.received';
  const author = own || entry.actor.id === null ? undefined : names.get(entry.actor.id);
  return {
    id: own ? (entry.source.externalId ?? entry.id) : entry.id,
    text: entry.payload.text,
    from: own ? 'visitor' : 'team',
    authorName: author?.split(' ')[0] ?? null,
    occurredAt: entry.occurredAt,
  };
}

/**
 * Records a visitor's message in the newest conversation that the session may write to, or in a new one. `locked` is what
 * `lockByToken` found.
 */
export async function postVisitorMessage(
  tx: Tx,
  who: VisitorCaller,
  message: { externalId: string; text: string },
  locked: ConversationRow | undefined,
): Promise<VisitorMessage | LastStatements<VisitorMessage>> {
  const source = sourceOf(who.inboxId);
  const conversation = locked ?? (await lockWritable(tx, who)) ?? (await openFirst(tx, who, source));
  const received = await receiveMessage(tx, conversation, {
    text: message.text,
    source: `${source}:${who.customerId}`,
    externalId: message.externalId,
  });
  const asSeen = ({ entry }: { entry: Entry }) => {
    const seen = visitorMessage(entry, new Map());
    if (!seen) throw new Error('A received message is a message.');
    return seen;
  };
  return received instanceof LastStatements ? received.as(asSeen) : asSeen(received);
}

/** The visitor's first conversation. Two first messages at once must not open two: the second one finds the first's. */
async function openFirst(tx: Tx, who: VisitorCaller, source: string): Promise<ConversationRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('visitor ' || ${who.customerId}, 0))`.execute(tx);
  const meanwhile = await lockWritable(tx, who);
  if (meanwhile) return meanwhile;
  const by = { actor: { kind: 'customer' as const, id: who.customerId }, source };
  const { customerId, inboxId } = who;
  return openConversation(tx, by, { customerId, inboxId, channel: webchat.kind });
}
