/** The queues of teams: conversations that are open and stand with a team and no member, the longest waiting first. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { within } from './conversation.ts';
import { type ConversationRow, lockEvenMerged } from './queries.ts';
import { record } from './record.ts';

export type Queued = { conversationId: string; teamId: string };
export type Gift = Queued & { teamName: string; memberId: string };

/** The first ones of the queues of these teams, of each so many as it has room for, and `most` in all. */
export async function firstInQueues(
  tx: Tx,
  rooms: ReadonlyMap<string, number>,
  most: number,
): Promise<Queued[]> {
  const { rows } = await sql<Queued>`
    select q.id as "conversationId", t.id as "teamId"
    from unnest(${arrayText([...rooms.keys()])}::uuid[], ${arrayText([...rooms.values()])}::integer[]) t(id, room)
    cross join lateral (
      select c.id, coalesce(c.waiting_since, c.last_at) as since from conversations c
      where c.team_id = t.id and c.assignee_id is null and c.status = 'open'
      order by coalesce(c.waiting_since, c.last_at), c.id limit t.room
    ) q
    order by q.since, q.id limit ${most}`.execute(tx);
  return rows;
}

/** How many open conversations these members have, of whatever team. */
export async function openLoads(tx: Tx, memberIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select m.id, (select count(*)::integer from conversations c where c.assignee_id = m.id and c.status = 'open') as count
    from unnest(${arrayText(memberIds)}::uuid[]) m(id)`.execute(tx);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Gives conversations out of queues to members; answers what was written. One that has left its queue meanwhile is left alone. */
export async function giveOut(
  tx: Tx,
  by: By,
  gifts: readonly Gift[],
): Promise<Entry<'conversation.assigned'>[]> {
  const held = new Map<string, ConversationRow>();
  // All locks before the first entry, and in one order: positions in a conversation grow in the order of commits.
  for (const id of gifts.map(({ conversationId }) => conversationId).sort()) {
    held.set(id, await lockEvenMerged(tx, id));
  }
  const given: Entry<'conversation.assigned'>[] = [];
  for (const { conversationId, teamId, teamName, memberId } of gifts) {
    const conversation = held.get(conversationId);
    if (!conversation || conversation.teamId !== teamId) continue;
    if (conversation.assigneeId !== null || conversation.status !== 'open') continue;
    const { entry } = await record(tx, {
      ...within(conversation, by),
      kind: 'conversation.assigned',
      payload: { memberId, teamId, teamName },
      direction: 'internal',
    });
    given.push(entry);
  }
  return given;
}

/** Conversations that are not closed and stand with one of these teams. */
export async function standingWith(tx: Tx, teamIds: readonly string[], most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations
    where team_id = any(${arrayText(teamIds)}::uuid[]) and status in ('open', 'snoozed') limit ${most}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Takes a conversation from one of these teams; the member keeps it. */
export async function takeFromTeam(tx: Tx, by: By, id: string, teamIds: readonly string[]): Promise<void> {
  const conversation = await lockEvenMerged(tx, id);
  if (conversation.status === 'merged') return;
  if (conversation.teamId === null || !teamIds.includes(conversation.teamId)) return;
  await record(tx, {
    ...within(conversation, by),
    kind: 'conversation.assigned',
    payload: { memberId: conversation.assigneeId, teamId: null },
    direction: 'internal',
  });
}
