/** What owners and admins do with teams. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type Routing, type Team, teamsMax } from '../../contract/teams.ts';
import type { By } from '../accounts/index.ts';
import { newId } from '../ledger/index.ts';
import { isDuplicate, type Tx } from '../platform/db/index.ts';
import { listTeams, readTeam } from './queries.ts';
import { record } from './record.ts';

/** So many in all, archived ones among them. */
const teamsEverMax = 5 * teamsMax;

/** Makes a team. @throws Problem `already-exists`, `conflict` for one too many. */
export async function createTeam(tx: Tx, by: By, name: string): Promise<Team> {
  await lockTeams(tx);
  await refuseTooMany(tx);
  const teamId = newId();
  await unlessTaken(name, () => record(tx, by, 'team.created', { teamId, name }));
  return readTeam(tx, teamId);
}

type Changes = {
  name?: string | undefined;
  archived?: boolean | undefined;
  routing?: Routing | undefined;
};

/** What lets go of a team that goes into the archive. */
export type OnTeamArchived = (tx: Tx, by: By, teamId: string) => Promise<void>;

/** Changes a team, archives it or takes it back; what is the same already is not written down. */
export async function updateTeam(
  tx: Tx,
  by: By,
  teamId: string,
  wanted: Changes,
  onArchived: readonly OnTeamArchived[],
): Promise<Team> {
  await lockTeams(tx);
  const before = await readTeam(tx, teamId);
  const { name = before.name, archived = before.archivedAt !== null, routing = before.routing } = wanted;
  const changes = {
    ...(name === before.name ? {} : { name }),
    ...(archived === (before.archivedAt !== null) ? {} : { archived }),
    ...(routing === before.routing ? {} : { routing }),
  };
  if (Object.keys(changes).length === 0) return before;
  if (changes.archived === false) await refuseTooMany(tx);
  await unlessTaken(name, () => record(tx, by, 'team.changed', { teamId, from: before.name, ...changes }));
  if (changes.archived) for (const letGo of onArchived) await letGo(tx, by, teamId);
  return readTeam(tx, teamId);
}

/** Changes of teams in one workspace wait for one another: they are few, and each sees what there is. */
export async function lockTeams(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('teams ' || current_workspace(), 0))`.execute(tx);
}

async function refuseTooMany(tx: Tx): Promise<void> {
  const teams = await listTeams(tx);
  if (teams.filter(({ archivedAt }) => archivedAt === null).length >= teamsMax) {
    throw new Problem(
      'conflict',
      `A workspace has at most ${teamsMax} teams. Archive one that is no longer needed.`,
    );
  }
  if (teams.length >= teamsEverMax) {
    throw new Problem(
      'conflict',
      `There are ${teams.length} teams with those in the archive: take one of these back and rename it.`,
    );
  }
}

/** @throws Problem `already-exists` when another team has the name. */
async function unlessTaken(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isDuplicate(error, 'teams_name')) throw error;
    throw new Problem('already-exists', `There is a team named “${name}” already. Choose another name.`);
  }
}
