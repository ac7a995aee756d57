/** Reading teams. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Team } from '../../contract/teams.ts';
import type { Tx } from '../platform/db/index.ts';

const teamJson = sql<Team>`json_build_object('id', t.id, 'name', t.name,
  'memberIds', coalesce((
    select json_agg(m.member_id order by m.joined_at, m.member_id) from team_members m where m.team_id = t.id), '[]'),
  'routing', t.routing,
  'capacities', coalesce((
    select json_object_agg(m.member_id, m.capacity) from team_members m where m.team_id = t.id), '{}'),
  'createdAt', rfc3339(t.created_at), 'archivedAt', rfc3339(t.archived_at))`;

/** All teams by name, those in the archive last. */
export async function listTeams(tx: Tx): Promise<Team[]> {
  const { rows } = await sql<{ json: Team }>`
    select ${teamJson} as json from teams t
    order by t.archived_at is not null, t.name_key, t.id`.execute(tx);
  return rows.map(({ json }) => json);
}

/** The ids of the teams that a member is in, as a part of a statement; archived ones are none. */
export function teamsOf(memberId: string): RawBuilder<{ id: string }> {
  return sql`
    select t.id from team_members tm join teams t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
    where tm.member_id = ${memberId} and t.archived_at is null`;
}

/** Which of these are teams that are in use. */
export async function teamsAmong(tx: Tx, teamIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from teams where id = any(${teamIds as string[]}::uuid[]) and archived_at is null`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Who is in any of these teams. */
export async function membersOfTeams(tx: Tx, teamIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct tm.member_id as id from team_members tm join teams t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
    where t.id = any(${teamIds as string[]}::uuid[]) and t.archived_at is null order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}

/** One team. @throws Problem `not-found`. */
export async function readTeam(tx: Tx, teamId: string): Promise<Team> {
  const { rows } = await sql<{ json: Team }>`
    select ${teamJson} as json from teams t where t.id = ${teamId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such team.');
  return rows[0].json;
}
