/** Who is where equals a plain model of it, whatever comes, goes, crashes or falls silent, on two servers. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type Attended,
  attendanceSecondsMax,
  type Doing,
  doings,
  writingSecondsMax,
} from '../../contract/attendance.ts';
import { type Attendance, createAttendance, type Seat } from './index.ts';

const workspaceId = 'w';
const members = ['ana', 'bea', 'carl'];
const conversations = ['one', 'two'];
/** After so long every change has reached every server. */
const settleMilliseconds = 1_500;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type On = { onSignal: (payload: string) => void; onListening: () => void };

/** What NOTIFY is to servers: everybody on the line hears everything, the sender too. Who is killed says nothing more. */
function createWire() {
  const ears = new Set<{ on: On; isAlive: () => boolean }>();
  return (isAlive: () => boolean) => (on: On) => {
    const ear = { on, isAlive };
    ears.add(ear);
    setTimeout(on.onListening, 5);
    return {
      send: async (payload: string) => {
        if (!isAlive() || !ears.has(ear)) return;
        for (const one of ears) if (one.isAlive()) setTimeout(() => one.on.onSignal(payload), 5);
      },
      close: async () => void ears.delete(ear),
    };
  };
}

type Tab = { server: number; who: string; conversationId: string; doing: Doing; isSilent: boolean };
type Command =
  | { type: 'sit'; tab: number; server: number; who: number; conversation: number; doing: Doing }
  | { type: 'leave'; tab: number }
  | { type: 'fall silent'; tab: number }
  | { type: 'kill'; server: number }
  | { type: 'set the clock'; hours: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('sit' as const),
      tab: fc.nat(5),
      server: fc.nat(1),
      who: fc.nat(members.length - 1),
      conversation: fc.nat(conversations.length - 1),
      doing: fc.constantFrom(...doings),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('leave' as const), tab: fc.nat(5) }) },
  fc.record({ type: fc.constant('fall silent' as const), tab: fc.nat(5) }),
  fc.record({ type: fc.constant('kill' as const), server: fc.nat(1) }),
  fc.record({ type: fc.constant('set the clock' as const), hours: fc.integer({ min: -48, max: 48 }) }),
);

/** One member's tabs are one: the most that any does. */
function modelOf(tabs: Iterable<Tab>): Record<string, Record<string, Doing>> {
  const all: Record<string, Record<string, Doing>> = {};
  for (const { conversationId, who, doing } of tabs) {
    const there = all[conversationId] ?? {};
    all[conversationId] = there;
    const before = there[who];
    if (before === undefined || doings.indexOf(doing) > doings.indexOf(before)) there[who] = doing;
  }
  return all;
}

function shapeOf(attended: readonly Attended[]): Record<string, Record<string, Doing>> {
  return Object.fromEntries(
    attended
      .filter((one) => one.members.length > 0)
      .map((one) => [
        one.conversationId,
        Object.fromEntries(one.members.map(({ memberId, doing }) => [memberId, doing])),
      ]),
  );
}

/** Two servers with a member who listens at each, and tabs that come and go. */
function createHouse() {
  const wire = createWire();
  let now = 0;
  const heard: Record<string, Attended>[] = [{}, {}];
  const lives: { isAlive: boolean }[] = [];
  const begin = (at: number): Attendance => {
    const life = { isAlive: true };
    lives[at] = life;
    const attendance = createAttendance({ openLine: wire(() => life.isAlive), now: () => now });
    heard[at] = {};
    attendance.listen(workspaceId, {
      attended: (_, changed) => {
        // Who listened at a killed server is told nothing more.
        if (!life.isAlive) return;
        for (const one of changed) heard[at] = { ...heard[at], [one.conversationId]: one };
      },
    });
    return attendance;
  };
  const servers = [begin(0), begin(1)];
  const seats = new Map<number, { seat: Seat; tab: Tab }>();
  const leave = (index: number) => {
    seats.get(index)?.seat.leave();
    seats.delete(index);
  };
  return {
    servers,
    heard,
    tabs: () => [...seats.values()].map(({ tab }) => tab),
    pass: async (milliseconds: number) => {
      for (let passed = 0; passed < milliseconds; passed += 100) {
        now += 100;
        await vi.advanceTimersByTimeAsync(100);
      }
    },
    async run(one: Command): Promise<void> {
      switch (one.type) {
        case 'sit': {
          leave(one.tab);
          const who = members[one.who] ?? '';
          const conversationId = conversations[one.conversation] ?? '';
          const tab = { server: one.server, who, conversationId, doing: one.doing, isSilent: false };
          const bornAt = now;
          let heardAt = bornAt;
          const silence = () => {
            if (!tab.isSilent) heardAt = now;
            return now - heardAt;
          };
          const seat = servers[one.server]?.take({ workspaceId, memberId: who }, silence);
          if (!seat) return;
          seat.sit({ conversationId, doing: one.doing });
          seats.set(one.tab, { seat, tab });
          return;
        }
        case 'leave':
          return leave(one.tab);
        case 'fall silent': {
          const found = seats.get(one.tab);
          if (found) found.tab.isSilent = true;
          return;
        }
        case 'kill': {
          // What it said last stays said: nobody takes it back.
          const killed = servers[one.server];
          const life = lives[one.server];
          if (life) life.isAlive = false;
          await killed?.stop();
          for (const [index, { tab }] of seats) if (tab.server === one.server) seats.delete(index);
          servers[one.server] = begin(one.server);
          return;
        }
        case 'set the clock':
          vi.setSystemTime(Date.now() + one.hours * 3_600_000);
      }
    },
    end: async () => {
      for (const server of servers) await server.stop();
    },
  };
}

test('after anything that may happen, both servers know the same as a plain model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 20 }), async (commands) => {
      const house = createHouse();
      await house.pass(settleMilliseconds);
      for (const one of commands) {
        await house.run(one);
        await house.pass(200);
      }
      await house.pass(settleMilliseconds);
      // Who fell silent may still count, and nobody else may be missing or too much.
      const certain = modelOf(house.tabs().filter(({ isSilent }) => !isSilent));
      for (const server of house.servers) {
        const shown = shapeOf(server.all(workspaceId));
        for (const [id, there] of Object.entries(certain))
          for (const who of Object.keys(there)) expect(Object.keys(shown[id] ?? {})).toContain(who);
      }
      // Once the promised time has passed, it is the model to the letter; nobody has said again that they write.
      await house.pass(attendanceSecondsMax * 1_000);
      const after = modelOf(
        house
          .tabs()
          .filter(({ isSilent }) => !isSilent)
          .map((tab) => ({ ...tab, doing: tab.doing === 'idle' ? ('idle' as const) : ('viewing' as const) })),
      );
      for (const server of house.servers) expect(shapeOf(server.all(workspaceId))).toEqual(after);
      // What listeners were told one by one adds up to the same.
      for (const told of house.heard) expect(shapeOf(Object.values(told))).toEqual(after);
      await house.end();
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('what a member does is shown at once, on the other server too', async () => {
  const house = createHouse();
  await house.pass(settleMilliseconds);
  await house.run({ type: 'sit', tab: 0, server: 0, who: 0, conversation: 0, doing: 'viewing' });
  await house.run({ type: 'sit', tab: 1, server: 1, who: 0, conversation: 0, doing: 'replying' });
  await house.pass(500);
  const both = { one: { ana: 'replying' } };
  expect(house.servers.map((server) => shapeOf(server.all(workspaceId)))).toEqual([both, both]);
  await house.run({ type: 'leave', tab: 1 });
  await house.pass(500);
  const less = { one: { ana: 'viewing' } };
  expect(house.servers.map((server) => shapeOf(server.all(workspaceId)))).toEqual([less, less]);
  await house.end();
});

test(`a server that is killed has nobody after ${attendanceSecondsMax} seconds`, async () => {
  const wire = createWire();
  let now = 0;
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      now += 100;
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  let isKilled = false;
  const [stays, goes] = [() => true, () => !isKilled].map((isAlive) =>
    createAttendance({ openLine: wire(isAlive), now: () => now }),
  );
  stays?.listen(workspaceId, { attended: () => undefined });
  await pass(1_000);
  goes?.take({ workspaceId, memberId: 'ana' }, () => 0).sit({ conversationId: 'one', doing: 'viewing' });
  await pass(1_000);
  expect(shapeOf(stays?.all(workspaceId) ?? [])).toEqual({ one: { ana: 'viewing' } });
  isKilled = true;
  await pass((attendanceSecondsMax - 15) * 1_000);
  expect(shapeOf(stays?.all(workspaceId) ?? [])).toEqual({ one: { ana: 'viewing' } });
  await pass(15_000);
  expect(stays?.all(workspaceId)).toEqual([]);
  await stays?.stop();
  await goes?.stop();
});

test('a server that stops takes its people along at once', async () => {
  const house = createHouse();
  await house.run({ type: 'sit', tab: 0, server: 1, who: 0, conversation: 0, doing: 'viewing' });
  await house.pass(settleMilliseconds);
  expect(shapeOf(house.servers[0]?.all(workspaceId) ?? [])).toEqual({ one: { ana: 'viewing' } });
  await house.servers[1]?.stop();
  await house.pass(500);
  expect(house.servers[0]?.all(workspaceId)).toEqual([]);
  await house.end();
});

test(`whoever does not say again that they write no longer does after ${writingSecondsMax} seconds`, async () => {
  const house = createHouse();
  const visitor = house.servers[0]?.take({ workspaceId }, () => 0);
  visitor?.sit({ conversationId: 'one', doing: 'replying' });
  await house.run({ type: 'sit', tab: 0, server: 0, who: 1, conversation: 0, doing: 'noting' });
  await house.pass(settleMilliseconds);
  const [shown] = house.servers[1]?.all(workspaceId) ?? [];
  expect(shown).toEqual({
    conversationId: 'one',
    members: [{ memberId: 'bea', doing: 'noting' }],
    isCustomerWriting: true,
  });
  await house.pass(writingSecondsMax * 1_000);
  const [later] = house.servers[1]?.all(workspaceId) ?? [];
  expect(later).toEqual({
    conversationId: 'one',
    members: [{ memberId: 'bea', doing: 'viewing' }],
    isCustomerWriting: false,
  });
  await house.end();
});

test('where nobody is, nothing is sent and nothing is looked at', async () => {
  const sent: string[] = [];
  const openLine = ({ onListening }: { onListening: () => void }) => {
    setTimeout(onListening, 5);
    return {
      send: async (payload: string) => void sent.push(payload),
      close: async () => undefined,
    };
  };
  const attendance = createAttendance({ openLine });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  const seat = attendance.take({ workspaceId, memberId: 'ana' }, () => 0);
  seat.sit({ conversationId: 'one', doing: 'viewing' });
  seat.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount()).toBe(0);
  await attendance.stop();
});
