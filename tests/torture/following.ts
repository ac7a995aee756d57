/**
 * Following: the state fetched at some moment, with the entries that the socket tells from there on, equals the state
 * fetched afterwards. For every command, at any moment, for members and visitors.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { endpoints } from '../../contract/endpoints.ts';
import type { Entry } from '../../contract/entries.ts';
import { comparePositions } from '../../contract/ids.ts';
import { addWorkspace, request, type TestServer } from '../../server/app/testing.ts';
import {
  applyToScreen,
  fetchMessages,
  fetchScreen,
  fetchThread,
  plain,
  type Screen,
  type Widget,
} from '../support/clients.ts';
import { addMember, addVisitor, type Person } from '../support/people.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { followFrom, type TestSocket } from '../support/sockets.ts';
import { type History, history, memberVerbs, play, type Step, visitorVerbs, type World } from './history.ts';

const swapsPerEntry = 4;

/** Plays so many histories; answers how often each command was done. */
export async function followHistories(
  server: TestServer,
  options: { runs: number; seed: number },
): Promise<Map<string, number>> {
  const done = new Map<string, number>();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(history, async (each) => {
      run += 1;
      await followOne(await worldFor(server, `History ${options.seed}.${run}`, done), each);
    }),
    { numRuns: options.runs, seed: options.seed, endOnFailure: true },
  );
  return done;
}

/** Commands that no history has done. */
export function notDone(done: ReadonlyMap<string, number>): string[] {
  return [...memberVerbs, ...visitorVerbs].filter((verb) => !done.has(verb));
}

async function worldFor(server: TestServer, name: string, done: Map<string, number>): Promise<World> {
  const owner = await addWorkspace(server.db, name, server.ownerLogin);
  const agent = await addMember(server.url, owner, 'agent', 'Bea');
  const members = [{ ...owner, email: '', cookie: '' }, agent] as const;
  return { server, inbox: owner, members, widgets: [], sent: [], customers: [], signingIn: new Map(), done };
}

/** Two visitors are there from the beginning, and both members have answered, so that there is something to do. */
function beginning(round: number): Step[] {
  if (round === 2)
    return [0, 1].map((who) => ({
      by: 'member',
      verb: 'reply',
      who,
      pick: who,
      text: `hi ${who}`,
      once: false,
    }));
  const verb = round === 0 ? 'start' : 'message';
  return [0, 1].map((who) => ({ by: 'visitor', verb, who, pick: 0, text: `hello ${who}` }));
}

/**
 * Removes a member while visitors write into the conversations that are handed over; answers how many of these a
 * follower saw change hands.
 */
export async function followHandOver(
  server: TestServer,
  options: { conversations: number; messages: number },
): Promise<number> {
  const { url } = server;
  const world = await worldFor(server, `Handing over ${crypto.randomUUID()}`, new Map());
  const [owner, leaver] = world.members;
  const tokens = await Promise.all(
    Array.from({ length: options.conversations }, () => addVisitor(url, world.inbox.inboxId)),
  );
  const write = (token: string) =>
    request(url, token, endpoints.postVisitorMessage, { body: { id: crypto.randomUUID(), text: 'and?' } });
  for (const token of tokens) await write(token);
  const { screen } = await fetchScreen(url, owner.apiKey);
  for (const id of screen.conversations.keys()) {
    const body = { memberId: leaver.memberId };
    await request(url, owner.apiKey, endpoints.assignConversation, { params: { id }, body });
  }
  const follower = await startFollowing(world, owner, randomFrom(1));
  const params = { id: leaver.memberId };
  const removing = sleep(10).then(() =>
    request(url, owner.apiKey, endpoints.removeMember, { params, body: { handOverTo: owner.memberId } }),
  );
  const writing = Array.from({ length: options.messages }, (_, n) => write(tokens[n % tokens.length] ?? ''));
  assert.equal((await removing).status, 204);
  await Promise.all(writing);
  await compare(world, [follower], randomFrom(2));
  follower.socket.drop();
  // What came before may be told again; each hand-over counts once.
  const handedOver = follower.entries.filter(
    (entry) => entry.kind === 'conversation.assigned' && entry.payload.memberId === owner.memberId,
  );
  return new Set(handedOver.map(({ id }) => id)).size;
}

type Follower = { member: Person; before: Screen; entries: Entry[]; socket: TestSocket };

async function followOne(world: World, { rounds, fetchInRound, chance }: History): Promise<void> {
  const random = randomFrom(chance);
  let followers: Promise<Follower[]> | undefined;
  try {
    await play(world, beginning(0));
    await play(world, beginning(1));
    await play(world, beginning(2));
    for (const [index, steps] of rounds.entries()) {
      const playing = play(world, steps);
      // Fetching falls in the middle of what the others do.
      if (index === Math.min(fetchInRound, rounds.length - 1)) {
        await sleep(random.below(12));
        followers = Promise.all(world.members.map((member) => startFollowing(world, member, random)));
      }
      await playing;
    }
    await compare(world, (await followers) ?? [], random);
  } finally {
    for (const widget of world.widgets) widget?.close();
    for (const { socket } of (await followers?.catch(() => [])) ?? []) socket.drop();
  }
}

async function startFollowing(world: World, member: Person, random: Random): Promise<Follower> {
  const { url } = world.server;
  for (;;) {
    const { screen, position } = await fetchScreen(url, member.apiKey);
    await sleep(random.below(12));
    const entries: Entry[] = [];
    let isTold = true;
    const socket = await followFrom(url, member.apiKey, position, {
      onFrame: (frame) => {
        if (frame.type === 'reset') isTold = false;
        entries.push(...(frame.entries ?? []));
      },
    });
    if (isTold) return { member, before: screen, entries, socket };
    // What came in between can't be told, as when a merge was taken back: whoever hears so fetches anew.
    socket.drop();
  }
}

async function compare(world: World, followers: readonly Follower[], random: Random): Promise<void> {
  const { url } = world.server;
  const last = new Map<Widget, string>();
  for (const widget of world.widgets) {
    if (widget === undefined) continue;
    const id = crypto.randomUUID();
    const body = { id, text: 'the last word' };
    assert.equal((await request(url, widget.token, endpoints.postVisitorMessage, { body })).status, 201);
    last.set(widget, id);
  }
  const marker = await request(url, world.members[0].apiKey, endpoints.createCustomer, {
    body: { name: 'the last' },
  });

  for (const { member, before, entries, socket } of followers) {
    await socket.until(() => entries.some((entry) => entry.customerId === marker.body.id));
    const { screen: after } = await fetchScreen(url, member.apiKey);
    const applied = (told: readonly Entry[]) =>
      plain(told.reduce((screen, entry) => applyToScreen(screen, entry, member.memberId), before));
    assert.deepEqual(applied(entries), plain(after), 'what the socket told, applied');
    assert.deepEqual(
      applied(shuffled(entries, random)),
      plain(after),
      'in another order, as the tail may tell it',
    );
    assert.deepEqual(
      applied(toldAgain(entries, random)),
      plain(after),
      'with entries told again, as after a drop',
    );
  }
  for (const [widget, id] of last) {
    const { thread } = await fetchThread(url, widget.token);
    // What it is not told in time shows in the comparison.
    await widget
      .until((told) => told.length >= thread.length && told.some((message) => message.id === id))
      .catch(() => undefined);
    assert.deepEqual(widget.thread(), thread, "the visitor's thread, followed");
    const members = await membersView(world, id, 'the last word', thread.at(-1)?.occurredAt);
    // Members may have joined two visitors: each of them sees the own part.
    const own = members.filter(({ occurredAt, text }) =>
      thread.some((message) => message.occurredAt === occurredAt && message.text === text),
    );
    assert.deepEqual(
      thread.map(({ text, occurredAt, from }) => ({ text, occurredAt, from })),
      world.done.has('merge') ? own : members,
      'both sides see the same thread',
    );
  }
}

/** What members see of the conversations of the customer who wrote last at this time. */
async function membersView(world: World, _id: string, text: string, at: string | undefined) {
  const { url } = world.server;
  const { apiKey } = world.members[0];
  const { screen } = await fetchScreen(url, apiKey);
  const own = [...screen.conversations.values()].find(({ id }) =>
    screen.messages.get(id)?.some((message) => message.text === text && message.occurredAt === at),
  );
  const threads = [...screen.conversations.values()].filter(
    ({ customer }) => customer.id === own?.customer.id,
  );
  const messages = await Promise.all(threads.map(({ id }) => fetchMessages(url, apiKey, id)));
  return messages
    .flat()
    .filter(({ note }) => !note)
    .sort((a, b) =>
      a.occurredAt === b.occurredAt
        ? comparePositions(a.position, b.position)
        : a.occurredAt < b.occurredAt
          ? -1
          : 1,
    )
    .map(({ text, occurredAt, state }) => ({
      text,
      occurredAt,
      from: state === 'received' ? 'visitor' : 'team',
    }));
}

/** Entries in another order that the tail may tell them in: those of one conversation or customer never change places. */
export function shuffled(entries: readonly Entry[], random: Random): Entry[] {
  const order = [...entries];
  for (let n = 0; n < order.length * swapsPerEntry; n++) {
    const at = random.below(Math.max(order.length - 1, 1));
    const [first, second] = [order[at], order[at + 1]];
    if (!first || !second || areBound(first, second)) continue;
    order[at] = second;
    order[at + 1] = first;
  }
  return order;
}

function areBound(first: Entry, second: Entry): boolean {
  if (first.conversationId !== null && first.conversationId === second.conversationId) return true;
  return [first, second].every(isAboutCustomer);
}

function isAboutCustomer(entry: Entry): boolean {
  return entry.kind.startsWith('customer.') || entry.kind === 'conversation.opened';
}

/** At some moments, everything from some earlier moment on comes again; where a merge was taken back since, all is fetched. */
export function toldAgain(entries: readonly Entry[], random: Random): Entry[] {
  return entries.flatMap((entry, at) => {
    const again = random.below(4) === 0 ? entries.slice(random.below(at + 1), at + 1) : [];
    return again.some(({ kind }) => kind === 'customer.unmerged') ? [entry] : [...again, entry];
  });
}
