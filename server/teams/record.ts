/** Teams and their members as a read model of entries. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change teams. */
export const teamKinds = [
  'team.created',
  'team.changed',
  'team.joined',
  'team.capacity_set',
  'team.left',
] as const;
type TeamKind = (typeof teamKinds)[number];

/** Appends an entry about a team and changes the team accordingly. The caller holds the teams (`lockTeams`). */
export async function record<K extends TeamKind>(
  tx: Tx,
  { actor, source }: By,
  kind: K,
  payload: Entry<K>['payload'],
): Promise<void> {
  const entry = { kind, payload, actor, direction: 'internal', source: { name: source } } as NewEntry<K>;
  const appended = await append(tx, entry);
  await applyToTeams(tx, appended.entry as Entry<TeamKind>);
}

/** What an entry means to the tables of teams. */
export async function applyToTeams(tx: Tx, entry: Entry<TeamKind>): Promise<void> {
  const { occurredAt: at } = entry;
  switch (entry.kind) {
    case 'team.created': {
      const { teamId, name } = entry.payload;
      await sql`insert into teams (id, name, created_at) values (${teamId}, ${name}, ${at})`.execute(tx);
      return;
    }
    case 'team.changed': {
      const { teamId, name = null, archived = null, routing = null } = entry.payload;
      await sql`
        update teams set name = coalesce(${name}, name), routing = coalesce(${routing}, routing),
          archived_at = case ${archived}::boolean when true then ${at}::timestamptz when false then null else archived_at end
        where id = ${teamId}`.execute(tx);
      return;
    }
    case 'team.joined': {
      const { teamId, memberId } = entry.payload;
      await sql`
        insert into team_members (team_id, member_id, joined_at) values (${teamId}, ${memberId}, ${at})`.execute(
        tx,
      );
      return;
    }
    case 'team.capacity_set': {
      const { teamId, memberId, capacity } = entry.payload;
      await sql`
        update team_members set capacity = ${capacity} where team_id = ${teamId} and member_id = ${memberId}`.execute(
        tx,
      );
      return;
    }
    case 'team.left': {
      const { teamId, memberId } = entry.payload;
      await sql`delete from team_members where team_id = ${teamId} and member_id = ${memberId}`.execute(tx);
    }
  }
}
