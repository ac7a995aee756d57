/** Whose a conversation is: a member's, a team's, both or nobody's. */
import { sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import { Problem } from '../../contract/errors.ts';
import { type By, isMember } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { requireTeam } from '../teams/index.ts';
import { change, within } from './conversation.ts';
import { type ConversationRow, lockEvenMerged } from './queries.ts';
import { record } from './record.ts';

/** What is left out stays, but for a member who is not in the team that the conversation goes to. */
export type Assignment = { memberId?: string | null | undefined; teamId?: string | null | undefined };

/** Gives a conversation to a member, a team, both or nobody. @throws Problem when the member doesn't work here, or there is no such team. */
export async function assignConversation(
  tx: Tx,
  by: By,
  memberId: string,
  id: string,
  wanted: Assignment,
): Promise<Conversation> {
  if (typeof wanted.memberId === 'string' && !(await isMember(tx, wanted.memberId))) {
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  }
  const team = typeof wanted.teamId === 'string' ? await requireTeam(tx, wanted.teamId) : undefined;
  return change(tx, by, memberId, id, (before) => {
    const teamId = wanted.teamId === undefined ? before.teamId : wanted.teamId;
    const staying = team && !team.memberIds.includes(before.assigneeId ?? '') ? null : before.assigneeId;
    const assigneeId = wanted.memberId === undefined ? staying : wanted.memberId;
    if (assigneeId === before.assigneeId && teamId === before.teamId) return undefined;
    const named = team ? { teamId: team.id, teamName: team.name } : { teamId: null };
    const payload = { memberId: assigneeId, ...(teamId === before.teamId ? {} : named) };
    return { kind: 'conversation.assigned', payload };
  });
}

/**
 * Gives what a member has in hand to another, or to nobody; answers how many conversations these were. What is closed stays
 * with whom it was: when it opens again, and they are not there for it, it is nobody's (`reopen`).
 */
export async function handOver(tx: Tx, by: By, fromId: string, toId: string | null): Promise<number> {
  return (await handOn(tx, by, fromId, () => toId)).length;
}

/** The same, but what stands with a team goes back to its queue; answers also how many these were. */
export async function handBack(
  tx: Tx,
  by: By,
  fromId: string,
  toId: string | null,
): Promise<{ open: number; toTeams: number }> {
  const given = await handOn(tx, by, fromId, ({ teamId }) => (teamId === null ? toId : null));
  return { open: given.length, toTeams: given.filter(({ teamId }) => teamId !== null).length };
}

async function handOn(
  tx: Tx,
  by: By,
  fromId: string,
  toWhom: (conversation: ConversationRow) => string | null,
): Promise<ConversationRow[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations where assignee_id = ${fromId} and status in ('open', 'snoozed') order by id`.execute(
    tx,
  );
  const conversations: ConversationRow[] = [];
  // All locks before the first entry: positions in a conversation grow in the order of commits.
  for (const { id } of rows) conversations.push(await lockEvenMerged(tx, id));
  const theirs = conversations.filter(
    ({ assigneeId, status }) => assigneeId === fromId && (status === 'open' || status === 'snoozed'),
  );
  for (const conversation of theirs) {
    await record(tx, {
      ...within(conversation, by),
      kind: 'conversation.assigned',
      payload: { memberId: toWhom(conversation) },
      direction: 'internal',
    });
  }
  return theirs;
}
