/** How things stand: which teams hand out now, to whom, and what waits. */
import { readAvailability } from '../availability/index.ts';
import { firstInQueues, type Gift, openLoads } from '../conversations/index.ts';
import { openTeams } from '../hours/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { listTeams } from '../teams/index.ts';
import { handOut, roomsOf, type TeamAtWork } from './plan.ts';
import { readTurns } from './turns.ts';

/** In one transaction, small enough for it to end within 200 ms; more follow with the next look. */
const giftsAtOnceMax = 50;

/** What is to be given now. */
export async function giftsNow(tx: Tx, now: Date): Promise<Gift[]> {
  const teams = await teamsAtWork(tx, now);
  if (teams.length === 0) return [];
  const loads = await openLoads(tx, [
    ...new Set(teams.flatMap(({ takers }) => takers.map(({ memberId }) => memberId))),
  ]);
  const rooms = roomsOf(teams, loads);
  if (rooms.size === 0) return [];
  return handOut(teams, loads, await firstInQueues(tx, rooms, giftsAtOnceMax));
}

/** The teams that hand out by themselves and are open, with their members who are online. */
async function teamsAtWork(tx: Tx, now: Date): Promise<TeamAtWork[]> {
  const automatic = (await listTeams(tx)).filter(
    ({ archivedAt, routing }) => archivedAt === null && routing !== 'by-hand',
  );
  if (automatic.length === 0) return [];
  const ids = automatic.map(({ id }) => id);
  const [open, turns] = [await openTeams(tx, ids, now), await readTurns(tx, ids)];
  const everybody = [...new Set(automatic.flatMap(({ memberIds }) => memberIds))];
  const online = new Set(
    (await readAvailability(tx, everybody))
      .filter(({ state }) => state === 'online')
      .map(({ memberId }) => memberId),
  );
  return automatic
    .filter(({ id }) => open.has(id))
    .map(({ id, name, routing, memberIds, capacities }) => {
      const given = turns.get(id) ?? [];
      // Whoever got nothing yet has the first turn.
      const inTurn = memberIds.toSorted((one, other) => given.indexOf(one) - given.indexOf(other));
      const takers = inTurn
        .filter((memberId) => online.has(memberId))
        .map((memberId) => ({ memberId, capacity: capacities[memberId] ?? 0 }));
      return { id, name, routing, takers };
    });
}
