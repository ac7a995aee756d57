/** What a conversation has to do with others: those that are part of it, and those that it is linked with. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Related } from '../../contract/regrouping.ts';
import { relatedMax } from '../../contract/regrouping.ts';
import type { By } from '../accounts/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { within } from './conversation.ts';
import { type ConversationRow, conversationJson, lockEvenMerged, readConversation } from './queries.ts';
import { record } from './record.ts';

type Who = { by: By; memberId: string };

/** Links two conversations, or takes their link away; one that is there, or is not, changes nothing. @throws Problem. */
export async function setLink(
  tx: Tx,
  { by, memberId }: Who,
  [id, otherId]: readonly [string, string],
  isLinked: boolean,
): Promise<Related> {
  if (id === otherId) throw new Problem('conflict', 'This is the same conversation. Choose another one.');
  const pair: ConversationRow[] = [];
  for (const one of [id, otherId].toSorted()) pair.push(await lockEvenMerged(tx, one));
  const linked = await linkedWith(tx, id);
  if (linked.includes(otherId) !== isLinked) {
    if (isLinked && linked.length >= relatedMax) {
      throw new Problem('conflict', `A conversation is linked with at most ${relatedMax} others.`);
    }
    const [one, other] = pair;
    if (one && other) await link(tx, by, [one, other], isLinked);
  }
  return readRelated(tx, memberId, id);
}

/** Links two conversations for a program; one that is there, or has as many as it may, changes nothing. */
export async function linkConversations(tx: Tx, by: By, id: string, otherId: string): Promise<void> {
  const pair: ConversationRow[] = [];
  for (const one of [id, otherId].toSorted()) pair.push(await lockEvenMerged(tx, one));
  const linked = await linkedWith(tx, id);
  const [one, other] = pair;
  if (one && other && !linked.includes(otherId) && linked.length < relatedMax)
    await link(tx, by, [one, other]);
}

/** Tells each of the two, which are locked, that it is linked with the other, or no longer. */
export async function link(
  tx: Tx,
  by: By,
  [one, other]: readonly [ConversationRow, ConversationRow],
  isLinked = true,
): Promise<void> {
  const kind = isLinked ? 'conversation.linked' : 'conversation.unlinked';
  const direction = 'internal';
  await record(tx, { ...within(one, by), kind, payload: { otherId: other.id }, direction });
  await record(tx, { ...within(other, by), kind, payload: { otherId: one.id }, direction });
}

async function linkedWith(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select other_id as id from conversation_links where one_id = ${id}
    union all select one_id from conversation_links where other_id = ${id}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Those that are part of a conversation, and those linked with it, as the member sees them. @throws Problem `not-found`. */
export async function readRelated(tx: Tx, memberId: string, id: string): Promise<Related> {
  await readConversation(tx, memberId, id);
  const { rows: parts } = await sql<{ json: string; mergedAt: string; mergedBy: string | null }>`
    select ${conversationJson(memberId)} as json, rfc3339(m.merged_at) as "mergedAt", m.merged_by as "mergedBy"
    from conversation_merges m join conversations c on c.id = m.from_id
    where m.into_id = ${id} order by m.merged_at desc, c.id limit ${relatedMax}`.execute(tx);
  const { rows: links } = await sql<{ json: string }>`
    select ${conversationJson(memberId)} as json from conversations c
    where c.id = any(${arrayText(await linkedWith(tx, id))}::uuid[])
    order by c.last_at desc, c.id desc limit ${relatedMax}`.execute(tx);
  return {
    merged: parts.map(({ json, mergedAt, mergedBy }) => ({
      conversation: JSON.parse(json),
      mergedAt,
      mergedBy,
    })),
    linked: links.map(({ json }) => JSON.parse(json)),
  };
}
