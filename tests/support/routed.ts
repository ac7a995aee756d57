/** What a history of routing means, reckoned from its entries alone; and what was wrong in it. */
import { applyToConversation } from '../../contract/apply.ts';
import type { Conversation } from '../../contract/conversations.ts';
import type { Entry } from '../../contract/entries.ts';
import { type Hours, openingAt } from '../../contract/opening.ts';
import { capacityDefault } from '../../contract/teams.ts';
import { runSql } from '../../server/platform/db/testing.ts';

type Team = { routing: string; isArchived: boolean; capacities: Map<string, number> };
export type World = {
  conversations: Map<string, Conversation>;
  teams: Map<string, Team>;
  here: Set<string>;
  away: Set<string>;
  hours: Map<string | null, Hours>;
  /** Of each team, to whom it gave something, the last one last. */
  given: Map<string, string[]>;
  /** What the router did and must not. */
  faults: string[];
};

/** All entries of a database, in the order in which they are read. */
export function entriesOf(adminUrl: string): Promise<Entry[]> {
  return runSql(adminUrl, async (client) => {
    const { rows } = await client.query(
      `select id, kind, customer_id as "customerId", conversation_id as "conversationId", channel, direction, payload,
         epoch || '.' || xid || '.' || seq as position, json_build_object('name', source_name) as source,
         json_build_object('kind', actor_kind, 'id', actor_id) as actor,
         to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt"
       from entries where customer_id is not null or kind ~ '^(team|hours|availability|presence)\\.'
       order by epoch, xid, seq`,
    );
    return rows as Entry[];
  });
}

/** The world after these entries. `isOrderly`: one thing happened after the other, so each gift can be judged. */
export function worldAfter(entries: readonly Entry[], now: Date, isOrderly: boolean): World {
  const world: World = {
    conversations: new Map(),
    teams: new Map(),
    here: new Set(),
    away: new Set(),
    hours: new Map(),
    given: new Map(),
    faults: [],
  };
  for (const entry of entries) {
    if (entry.kind === 'conversation.assigned' && entry.source.name === 'routing' && entry.payload.memberId)
      judge(world, entry, now, isOrderly);
    takeIn(world, entry);
  }
  return world;
}

function takeIn(world: World, entry: Entry): void {
  const { teams, here, away, hours } = world;
  switch (entry.kind) {
    case 'team.created':
      teams.set(entry.payload.teamId, { routing: 'by-hand', isArchived: false, capacities: new Map() });
      return;
    case 'team.changed': {
      const team = teams.get(entry.payload.teamId);
      if (team && entry.payload.routing) team.routing = entry.payload.routing;
      if (team && entry.payload.archived !== undefined) team.isArchived = entry.payload.archived;
      return;
    }
    case 'team.joined':
      teams.get(entry.payload.teamId)?.capacities.set(entry.payload.memberId, capacityDefault);
      return;
    case 'team.capacity_set':
      teams.get(entry.payload.teamId)?.capacities.set(entry.payload.memberId, entry.payload.capacity);
      return;
    case 'team.left':
      teams.get(entry.payload.teamId)?.capacities.delete(entry.payload.memberId);
      return;
    case 'hours.changed':
      if (entry.payload.hours) hours.set(entry.payload.teamId, entry.payload.hours as Hours);
      else hours.delete(entry.payload.teamId);
      return;
    case 'presence.changed':
      if (entry.payload.isHere) here.add(entry.payload.memberId);
      else here.delete(entry.payload.memberId);
      return;
    case 'availability.chosen':
    case 'availability.set':
      if (entry.payload.choice === 'online') away.delete(entry.payload.memberId);
      else away.add(entry.payload.memberId);
      return;
    default: {
      const id = entry.conversationId;
      if (id === null) return;
      const next = applyToConversation(world.conversations.get(id), entry, undefined);
      if (next) world.conversations.set(id, next);
    }
  }
}

/** How many open conversations a member has. */
export function loadOf({ conversations }: World, memberId: string): number {
  return [...conversations.values()].filter((one) => one.assigneeId === memberId && one.status === 'open')
    .length;
}

const since = ({ waitingSince, lastAt, id }: Conversation) => `${waitingSince ?? lastAt} ${id}`;

/** Who stands in a team's queue, the longest waiting first. */
export function queueOf({ conversations }: World, teamId: string): Conversation[] {
  return [...conversations.values()]
    .filter((one) => one.teamId === teamId && one.assigneeId === null && one.status === 'open')
    .sort((one, other) => (since(one) < since(other) ? -1 : 1));
}

/** The members whom a team may give something now. */
export function takersOf(world: World, teamId: string, now: Date): string[] {
  const team = world.teams.get(teamId);
  const hours = world.hours.get(teamId) ?? world.hours.get(null);
  if (!team || team.isArchived || team.routing === 'by-hand') return [];
  if (hours && !openingAt(hours, now).isOpen) return [];
  return [...team.capacities].flatMap(([memberId, capacity]) =>
    world.here.has(memberId) && !world.away.has(memberId) && loadOf(world, memberId) < capacity
      ? [memberId]
      : [],
  );
}

/** The conversations that wait though somebody could take them. */
export function starving(world: World, now: Date): string[] {
  return [...world.teams.keys()].flatMap((teamId) =>
    takersOf(world, teamId, now).length > 0 ? queueOf(world, teamId).map(({ id }) => id) : [],
  );
}

function judge(world: World, entry: Entry<'conversation.assigned'>, now: Date, isOrderly: boolean): void {
  const { memberId, teamId } = entry.payload;
  if (!memberId || !teamId) return;
  const team = world.teams.get(teamId);
  const fault = (what: string) => world.faults.push(`${what}: ${entry.position}`);
  const before = world.conversations.get(entry.conversationId ?? '');
  if (before?.assigneeId !== null || before.teamId !== teamId) fault('not in the queue');
  if (loadOf(world, memberId) >= (team?.capacities.get(memberId) ?? 0)) fault('over capacity');
  const given = world.given.get(teamId) ?? [];
  world.given.set(teamId, [...given.filter((one) => one !== memberId), memberId]);
  if (!isOrderly) return;
  const takers = takersOf(world, teamId, now);
  if (!takers.includes(memberId)) fault('not there, or not open');
  if (queueOf(world, teamId)[0]?.id !== entry.conversationId) fault('not the oldest');
  const fewest = Math.min(...takers.map((one) => loadOf(world, one)));
  const meant = takers.filter((one) => team?.routing === 'round-robin' || loadOf(world, one) === fewest);
  const longest = Math.min(...meant.map((one) => given.indexOf(one)));
  if (!meant.some((one) => one === memberId && given.indexOf(one) === longest)) fault('not whose turn it is');
}
