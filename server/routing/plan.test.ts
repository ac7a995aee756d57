/** The plan alone: whatever the teams and the queues, the oldest comes first and room is used up, and never more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handOut, roomsOf, type TeamAtWork } from './plan.ts';

const memberIds = ['a', 'b', 'c', 'd'];
const takers = fc
  .shuffledSubarray(memberIds)
  .chain((some) =>
    fc.tuple(...some.map((memberId) => fc.record({ memberId: fc.constant(memberId), capacity: fc.nat(4) }))),
  );
const teams: fc.Arbitrary<TeamAtWork[]> = fc.tuple(
  ...['t1', 't2', 't3'].map((id) =>
    fc.record({
      id: fc.constant(id),
      name: fc.constant(id),
      routing: fc.constantFrom('round-robin' as const, 'least-loaded' as const),
      takers,
    }),
  ),
);
const loads = fc
  .tuple(...memberIds.map((id) => fc.tuple(fc.constant(id), fc.nat(3))))
  .map((all) => new Map(all));
const waiting = fc
  .array(fc.constantFrom('t1', 't2', 't3'), { maxLength: 20 })
  .map((all) => all.map((teamId, at) => ({ conversationId: String(at), teamId })));

test('who waits longer comes first, and who is passed over had nobody with room', () => {
  fc.assert(
    fc.property(teams, loads, waiting, (teamsNow, loadsNow, queue) => {
      const gifts = handOut(teamsNow, loadsNow, queue);
      const load = new Map(loadsNow);
      const freeIn = (teamId: string) =>
        (teamsNow.find(({ id }) => id === teamId)?.takers ?? []).filter(
          ({ memberId, capacity }) => (load.get(memberId) ?? 0) < capacity,
        );
      for (const { conversationId, teamId } of queue) {
        const gift = gifts.find((one) => one.conversationId === conversationId);
        const free = freeIn(teamId).map(({ memberId }) => memberId);
        expect(gift === undefined).toBe(free.length === 0);
        if (!gift) continue;
        expect(free).toContain(gift.memberId);
        load.set(gift.memberId, (load.get(gift.memberId) ?? 0) + 1);
      }
    }),
  );
});

test('a room is what each team could give by itself', () => {
  fc.assert(
    fc.property(teams, loads, (teamsNow, loadsNow) => {
      const rooms = roomsOf(teamsNow, loadsNow);
      for (const team of teamsNow) {
        const queue = Array.from({ length: 20 }, (_, at) => ({
          conversationId: String(at),
          teamId: team.id,
        }));
        expect(handOut([team], loadsNow, queue)).toHaveLength(rooms.get(team.id) ?? 0);
      }
    }),
  );
});

test('in turn, whoever got something longest ago is next; by load, whoever has least', () => {
  const two = [
    { memberId: 'a', capacity: 9 },
    { memberId: 'b', capacity: 9 },
  ];
  const queue = ['1', '2', '3'].map((conversationId) => ({ conversationId, teamId: 't1' }));
  const given = (routing: 'round-robin' | 'least-loaded') =>
    handOut([{ id: 't1', name: 'T', routing, takers: two }], new Map([['a', 2]]), queue).map(
      ({ memberId }) => memberId,
    );
  expect(given('round-robin')).toEqual(['a', 'b', 'a']);
  expect(given('least-loaded')).toEqual(['b', 'b', 'a']);
});
