/** Who is in a team. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Team } from '../../contract/teams.ts';
import { type By, isMember } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { readTeam } from './queries.ts';
import { record } from './record.ts';
import { lockTeams } from './team.ts';

type Membership = { teamId: string; memberId: string };

/** Puts a member into a team. @throws Problem `not-found` for either, `conflict` for an archived team. */
export async function addTeamMember(tx: Tx, by: By, { teamId, memberId }: Membership): Promise<Team> {
  // Before the teams, as whoever removes a member does.
  const isHere = await isMember(tx, memberId);
  await lockTeams(tx);
  const team = await readTeam(tx, teamId);
  if (!isHere) throw new Problem('not-found', 'There is no such member.');
  if (team.memberIds.includes(memberId)) return team;
  if (team.archivedAt !== null) {
    throw new Problem('conflict', 'This team is in the archive. Take it back first.');
  }
  await record(tx, by, 'team.joined', { teamId, name: team.name, memberId });
  return readTeam(tx, teamId);
}

/** Says up to how many open conversations the team gives a member more. @throws Problem `not-found`. */
export async function setTeamCapacity(
  tx: Tx,
  by: By,
  { teamId, memberId, capacity }: Membership & { capacity: number },
): Promise<Team> {
  await lockTeams(tx);
  const team = await readTeam(tx, teamId);
  if (!team.memberIds.includes(memberId)) throw new Problem('not-found', 'This member is not in the team.');
  if (team.capacities[memberId] === capacity) return team;
  await record(tx, by, 'team.capacity_set', { teamId, name: team.name, memberId, capacity });
  return readTeam(tx, teamId);
}

/** Takes a member out of a team. @throws Problem `not-found`. */
export async function removeTeamMember(tx: Tx, by: By, { teamId, memberId }: Membership): Promise<Team> {
  const isHere = await isMember(tx, memberId);
  await lockTeams(tx);
  const team = await readTeam(tx, teamId);
  if (!isHere) throw new Problem('not-found', 'There is no such member.');
  if (!team.memberIds.includes(memberId)) return team;
  await record(tx, by, 'team.left', { teamId, name: team.name, memberId });
  return readTeam(tx, teamId);
}

/** A member who leaves the workspace leaves all teams, archived ones too. */
export async function leaveTeams(tx: Tx, by: By, memberId: string): Promise<void> {
  await lockTeams(tx);
  const { rows } = await sql<{ teamId: string; name: string }>`
    select t.id as "teamId", t.name from team_members m join teams t on t.workspace_id = m.workspace_id and t.id = m.team_id
    where m.member_id = ${memberId} order by t.id`.execute(tx);
  for (const { teamId, name } of rows) await record(tx, by, 'team.left', { teamId, name, memberId });
}

/** Whether a member is in a team. */
export async function isInTeam(tx: Tx, teamId: string, memberId: string): Promise<boolean> {
  return (await readTeam(tx, teamId)).memberIds.includes(memberId);
}

/** A team that is there and not archived. @throws Problem `not-found`, `conflict`. */
export async function requireTeam(tx: Tx, teamId: string): Promise<Team> {
  const team = await readTeam(tx, teamId);
  if (team.archivedAt !== null)
    throw new Problem('conflict', 'This team is in the archive. Take it back first.');
  return team;
}
