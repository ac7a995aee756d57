/** Who gets what: pure, so that it can be tried over and over. */
import type { Routing } from '../../contract/teams.ts';
import type { Queued } from '../conversations/index.ts';

/** A member of a team who may get something now, and up to how many open conversations in all. */
export type Taker = { memberId: string; capacity: number };

/** A team at work, its takers in the order of their turns: whoever got something longest ago comes first. */
export type TeamAtWork = { id: string; name: string; routing: Routing; takers: readonly Taker[] };

/** How many conversations each team could give at most, each by itself; teams without room are left out. */
export function roomsOf(
  teams: readonly TeamAtWork[],
  loads: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const roomOf = ({ memberId, capacity }: Taker) => Math.max(0, capacity - (loads.get(memberId) ?? 0));
  const rooms = teams.map(
    ({ id, takers }) => [id, takers.reduce((sum, one) => sum + roomOf(one), 0)] as const,
  );
  return new Map(rooms.filter(([, room]) => room > 0));
}

/**
 * Gives what waits, the longest waiting first, as long as there is room. `loads`: how many open conversations each member
 * has. A member of several teams has one load in all of them.
 */
export function handOut<Waiting extends Queued>(
  teams: readonly TeamAtWork[],
  loads: ReadonlyMap<string, number>,
  waiting: readonly Waiting[],
): (Waiting & { teamName: string; memberId: string })[] {
  const loadNow = new Map(loads);
  const loadOf = (memberId: string) => loadNow.get(memberId) ?? 0;
  const turns = new Map(teams.map(({ id, takers }) => [id, [...takers]]));
  return waiting.flatMap((one) => {
    const team = teams.find(({ id }) => id === one.teamId);
    const takers = turns.get(one.teamId) ?? [];
    const free = takers.filter(({ memberId, capacity }) => loadOf(memberId) < capacity);
    const fewest = Math.min(...free.map(({ memberId }) => loadOf(memberId)));
    const taker =
      team?.routing === 'least-loaded' ? free.find(({ memberId }) => loadOf(memberId) === fewest) : free[0];
    if (!team || !taker) return [];
    loadNow.set(taker.memberId, loadOf(taker.memberId) + 1);
    // Behind all others.
    takers.push(...takers.splice(takers.indexOf(taker), 1));
    return [{ ...one, teamName: team.name, memberId: taker.memberId }];
  });
}
