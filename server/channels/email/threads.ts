/**
 * Which conversation a mail belongs to: the one that a token of ours names for its sender, else the one of the same customer
 * in which any of the ids stands that the mail names. Ids tie whatever came first, so the order of arrival plays no part:
 * a mail that ties two conversations makes them one.
 */
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import type { By } from '../../accounts/index.ts';
import {
  type ConversationRow,
  type Home,
  homesOf,
  linkConversations,
  lockConversation,
  mergeConversation,
  openConversation,
} from '../../conversations/index.ts';
import { entryIn } from '../../ledger/index.ts';
import { arrayText, type Tx } from '../../platform/db/index.ts';
import { teamOfInbox } from '../index.ts';
import type { Mail } from './mail.ts';
import { conversationBy, tokensIn } from './token.ts';

export const threading: By = { actor: { kind: 'system', id: null }, source: 'mail' };

export type Place = { tx: Tx; workspaceId: string; inboxId: string; customerId: string; tokenKey: Buffer };

/** The ids by which a mail names itself and others. */
export function idsOf(mail: Pick<Mail, 'messageId' | 'inReplyTo' | 'references'>, ownId: string): string[] {
  return [...new Set([ownId, ...mail.inReplyTo, ...mail.references])];
}

/**
 * The conversation of a mail, locked; a new one where there is none yet. What it names of other people's conversations is
 * linked with it, so that members see it: nobody joins them by knowing an id.
 */
export async function conversationFor(
  place: Place,
  mail: Mail,
  { ownId, recipient }: { ownId: string; recipient: string | undefined },
): Promise<ConversationRow> {
  const { tx, customerId } = place;
  await sql`select pg_advisory_xact_lock(hashtextextended('mails of ' || ${customerId}, 0))`.execute(tx);
  const ids = idsOf(mail, ownId);
  const named = [...tokenPlaces(place, mail, recipient), ...(await idPlaces(tx, ids))];
  const found = await homesOf(tx, named, customerId);
  const own = found.filter(({ isOwn }) => isOwn);
  const conversation = await joined(place, own, mail.subject);
  const others = found.filter(({ isOwn }) => !isOwn).map(({ id }) => id);
  for (const other of others.slice(0, linkedMax))
    await linkConversations(tx, threading, conversation.id, other);
  await noteIds(tx, conversation.id, ids);
  return others.length > 0 ? lockConversation(tx, conversation.id) : conversation;
}

const linkedMax = 3;

/** Notes by which ids mails of a conversation are known. */
export async function noteIds(tx: Tx, conversationId: string, ids: readonly string[]): Promise<void> {
  await sql`
    insert into mail_threads (conversation_id, message_id)
    select ${conversationId}, id from unnest(${arrayText(ids)}::text[]) id order by id
    on conflict do nothing`.execute(tx);
}

/** What tokens name that were made for this sender. */
function tokenPlaces({ workspaceId, tokenKey }: Place, mail: Mail, recipient: string | undefined): string[] {
  if (recipient === undefined) return [];
  const addresses = [...mail.to, ...mail.cc].map(({ address }) => address);
  return tokensIn(addresses, [...mail.inReplyTo, ...mail.references]).flatMap(
    (token) => conversationBy(tokenKey, token, { workspaceId, recipient }) ?? [],
  );
}

async function idPlaces(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct conversation_id as id from mail_threads
    where message_id = any(${arrayText([...ids])}::text[]) limit 50`.execute(tx);
  return rows.map(({ id }) => id);
}

async function joined(place: Place, own: readonly Home[], subject: string): Promise<ConversationRow> {
  const { tx, customerId, inboxId } = place;
  const [first] = own;
  if (!first) {
    const { rows } = await sql<{ teamId: string | null }>`select ${teamOfInbox(inboxId)} as "teamId"`.execute(
      tx,
    );
    const actor = { kind: 'customer' as const, id: customerId };
    return openConversation(
      tx,
      { actor, source: sourceOf(inboxId) },
      { customerId, inboxId, channel: 'email', subject, teamId: rows[0]?.teamId ?? null },
    );
  }
  const rest = own.filter(({ id, inboxId: where }) => id !== first.id && where === first.inboxId);
  for (const { id } of rest) {
    if (!(await wasParted(tx, id)) && !(await wasParted(tx, first.id)))
      await mergeConversation(tx, { by: threading, memberId: nobody }, id, first.id).catch(unlessRefused);
  }
  return lockConversation(tx, first.id);
}

/** Somebody has taken it apart: what people part, no program joins again. */
async function wasParted(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${entryIn(sql`${id}::uuid`, ['conversation.unmerged', 'conversation.split'], 'newest')} e`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Their customers are one by a claim alone: they stay two. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'conflict')) throw error;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** What stands as the source of entries of an inbox. */
export function sourceOf(inboxId: string): string {
  return `email:${inboxId}`;
}
