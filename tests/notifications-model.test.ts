/** Whatever a team does in whatever order, what its members are told is what a plain model says. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Notification } from '../contract/notifications.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import {
  addMember,
  addVisitor,
  fromSomewhere,
  type Person,
  startServerBehindProxy,
} from './support/people.ts';

const runs = 8;
const patience = { timeout: 20_000, interval: 30 };

let server: TestServer;
let team: Person[];
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  team = [];
  for (const name of ['Ana', 'Bia', 'Caio'])
    team.push(await addMember(server.url, server.owner, 'agent', name));
});
afterAll(() => server.close());

type Act =
  | { type: 'message' }
  | { type: 'assign'; by: number; to: number | null }
  | { type: 'note'; by: number; mentions: number[] }
  | { type: 'read'; by: number };

const who = fc.nat(2);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>({ type: 'message' }),
  fc.record({ type: fc.constant('assign' as const), by: who, to: fc.option(who) }),
  fc.record({ type: fc.constant('note' as const), by: who, mentions: fc.uniqueArray(who, { maxLength: 3 }) }),
  fc.record({ type: fc.constant('read' as const), by: who }),
);

const ranks = ['message', 'assigned', 'mention'];
type Told = { kind: string; count: number } | undefined;

/** The plain model: a conversation that somebody has, and for each what is unread of it. */
function model() {
  let assignee: number | null = null;
  const told: Told[] = [undefined, undefined, undefined];
  const tell = (member: number, kind: string) => {
    const before = told[member];
    const isMore = !before || ranks.indexOf(kind) >= ranks.indexOf(before.kind);
    told[member] = { kind: isMore ? kind : before.kind, count: (before?.count ?? 0) + 1 };
  };
  const apply = (one: Act): void => {
    switch (one.type) {
      case 'message':
        if (assignee !== null) tell(assignee, 'message');
        return;
      case 'assign':
        if (one.to !== assignee && one.to !== null && one.to !== one.by) tell(one.to, 'assigned');
        assignee = one.to;
        return;
      case 'note':
        for (const member of one.mentions) if (member !== one.by) tell(member, 'mention');
        if (assignee !== null && assignee !== one.by && !one.mentions.includes(assignee))
          tell(assignee, 'message');
        return;
      case 'read':
        told[one.by] = undefined;
    }
  };
  return { apply, told };
}

async function perform(id: string, visitor: string, one: Act): Promise<number> {
  const { url } = server;
  const key = 'by' in one ? (team[one.by]?.apiKey ?? '') : '';
  switch (one.type) {
    case 'message': {
      const body = { id: randomUUID(), text: 'hello' };
      return (await request(url, visitor, endpoints.postVisitorMessage, { body, headers: fromSomewhere() }))
        .status;
    }
    case 'assign': {
      const memberId = one.to === null ? null : (team[one.to]?.memberId ?? null);
      return (await request(url, key, endpoints.assignConversation, { params: { id }, body: { memberId } }))
        .status;
    }
    case 'note': {
      const text = one.mentions.map(() => '@X').join(' ') || 'note';
      const mentions = one.mentions.map((member, at) => ({
        ...{ kind: 'member' as const, id: team[member]?.memberId ?? '' },
        ...{ start: at * 3, length: 2 },
      }));
      const body = { text, note: true, mentions };
      return (await request(url, key, endpoints.postMessage, { params: { id }, body } as never)).status;
    }
    case 'read':
      return (await request(url, key, endpoints.readNotifications, { body: { conversationId: id } })).status;
  }
}

async function unread(id: string): Promise<Told[]> {
  const found: Told[] = [];
  for (const { apiKey } of team) {
    const { body } = await request(server.url, apiKey, endpoints.listNotifications, {
      query: { unread: 'true' },
    } as never);
    const own = (body as { data: Notification[] }).data.find(({ conversation }) => conversation?.id === id);
    found.push(own && { kind: own.kind, count: own.count });
  }
  return found;
}

test('random acts are told as a plain model tells them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const visitor = await addVisitor(server.url, server.owner.inboxId);
      await perform('', visitor, { type: 'message' });
      const { body } = await request(server.url, server.owner.apiKey, endpoints.listConversations, {
        query: { limit: 1 },
      } as never);
      const { id } = (body as { data: Conversation[] }).data[0] as Conversation;
      const plain = model();
      for (const [at, one] of acts.entries()) {
        // What was read is what had been told by then; and whoever has it when the follower looks is told.
        const isBorder = one.type === 'read' || one.type === 'assign' || acts[at - 1]?.type === 'assign';
        if (isBorder) await expect.poll(() => unread(id), patience).toEqual(plain.told);
        expect(await perform(id, visitor, one)).toBeLessThan(300);
        plain.apply(one);
      }
      await expect.poll(() => unread(id), patience).toEqual(plain.told);
    }),
    { numRuns: runs, seed: 20_261_122, endOnFailure: true },
  );
}, 240_000);
