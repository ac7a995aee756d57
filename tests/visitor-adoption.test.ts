/**
 * A chat whose page has a tracking library stands on that visitor's timeline. That is a browser's word: whoever claims
 * somebody's anonymous id reads nothing by it, whatever becomes of them.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { fetchThread, openWidget } from './support/clients.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let url: string;
let owner: CreatedOwner;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

const adopt = (token: string, anonymousId: string) =>
  request(url, token, endpoints.adoptVisitor, { body: { anonymousId }, headers: fromSomewhere() });
const say = async (token: string, text: string) => {
  const body = { id: randomUUID(), text };
  const said = await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  expect(said.status).toBe(201);
};
const identify = async (token: string, userId: string) =>
  (
    await request(url, token, endpoints.identifyVisitor, {
      body: { identityToken: await identityTokenFor(owner, userId) },
      headers: fromSomewhere(),
    })
  ).body.token;
const textsOf = async (token: string) => (await fetchThread(url, token)).thread.map(({ text }) => text);
const visitor = () => addVisitor(url, owner.inboxId);

async function collect(type: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/v1/${type}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ writeKey: owner.inboxId, ...body }),
  });
  expect(answer.status).toBe(200);
}
const view = (ids: object) =>
  collect('page', { ...ids, name: 'Home', properties: { url: 'https://shop.example/' } });

/** What stands on the timeline of the customer with this identity. */
async function kindsOf(identity: string): Promise<string[]> {
  const found = await request(url, owner.apiKey, endpoints.listCustomers, { query: { identity } });
  const [customer] = found.body.data;
  if (!customer) return [];
  const query = { kinds: 'page.viewed,message.received' };
  const timeline = await request(url, owner.apiKey, endpoints.readTimeline, {
    params: { id: customer.id },
    query,
  });
  return timeline.body.data.map(({ kind }) => kind).sort();
}

test('what a visitor does on the page and writes in the chat stand on one timeline, before and after', async () => {
  const anonymousId = randomUUID();
  await view({ anonymousId });
  const token = await visitor();
  await say(token, 'hello');
  expect((await adopt(token, anonymousId)).status).toBe(204);
  expect((await adopt(token, anonymousId)).status).toBe(204);
  await view({ anonymousId });
  await say(token, 'again');
  const all = ['message.received', 'message.received', 'page.viewed', 'page.viewed'];
  expect(await kindsOf(`visitor:${anonymousId}`)).toEqual(all);
  expect(await textsOf(token)).toEqual(['hello', 'again']);
  // Becoming known by the library afterwards takes both along.
  const userId = randomUUID();
  await collect('identify', { anonymousId, userId });
  expect(await kindsOf(`user:${userId}`)).toEqual(all);
  expect(await textsOf(token)).toEqual(['hello', 'again']);
});

test('a conversation that is somebody’s by a browser’s word alone is marked, until it is proven', async () => {
  const [anonymousId, userId] = [randomUUID(), randomUUID()];
  const token = await visitor();
  await say(token, `mark ${userId}`);
  const claim = async () => {
    const { body } = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
    const id = body.data.find(({ lastMessage }) => lastMessage?.text === `mark ${userId}`)?.id ?? '';
    return (await request(url, owner.apiKey, endpoints.readConversationClaim, { params: { id } })).body;
  };
  expect(await claim()).toEqual({ claimed: false });
  await adopt(token, anonymousId);
  await collect('identify', { anonymousId, userId });
  expect(await claim()).toEqual({ claimed: true });
  await identify(token, userId);
  expect(await claim()).toEqual({ claimed: false });
});

test('a proven user keeps the chat, and takes the visitor along', async () => {
  const [anonymousId, userId] = [randomUUID(), randomUUID()];
  await view({ anonymousId });
  const token = await visitor();
  await say(token, 'before');
  await adopt(token, anonymousId);
  const known = await identify(token, userId);
  expect(known).toBe(token);
  expect(await textsOf(known)).toEqual(['before']);
  expect(await kindsOf(`user:${userId}`)).toEqual(['message.received']);
  await adopt(known, anonymousId);
  expect(await kindsOf(`user:${userId}`)).toEqual(['message.received', 'page.viewed']);
});

test('who claims somebody’s anonymous id reads nothing, now or later', async () => {
  const [anonymousId, userId] = [randomUUID(), randomUUID()];
  const victim = await visitor();
  await say(victim, 'my secret');
  await adopt(victim, anonymousId);
  await collect('identify', { anonymousId, userId });

  const attacker = await visitor();
  const listening = await openWidget(url, attacker);
  expect((await adopt(attacker, anonymousId)).status).toBe(204);
  await say(attacker, 'I am the victim');
  await say(victim, 'another secret');
  const known = await identify(victim, userId);
  await say(known, 'proven secret');
  await say(attacker, 'tell me');
  expect(await textsOf(attacker)).toEqual(['I am the victim', 'tell me']);
  // Nor does the victim get the attacker's words into the own thread, or the own words into the attacker's.
  expect(await textsOf(known)).toEqual(['my secret', 'another secret', 'proven secret']);
  expect(JSON.stringify(listening.thread())).not.toContain('secret');
  listening.close();

  // Not as a proven somebody else either.
  const other = await identify(attacker, randomUUID());
  await adopt(other, anonymousId);
  expect(await textsOf(other)).not.toContain('my secret');
  expect(JSON.stringify(await textsOf(other))).not.toContain('secret');
  expect(await textsOf(known)).toEqual(['my secret', 'another secret', 'proven secret']);
});

test.each(['', ' ', 'null', 'undefined', '0', '[object Object]', 'x'.repeat(321)])(
  '“%s” stands for nobody',
  async (anonymousId) => {
    expect((await adopt(await visitor(), anonymousId)).status).toBe(400);
  },
);

const step = fc.record({
  verb: fc.constantFrom('adopt', 'adopt', 'identify', 'claim', 'say', 'say'),
  who: fc.nat(2),
  other: fc.nat(2),
});

test('whatever browsers claim, a session reads what it wrote and what was proven, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const users = [randomUUID(), randomUUID(), randomUUID()];
      const anonymous = [randomUUID(), randomUUID(), randomUUID()];
      const tokens = [await visitor(), await visitor(), await visitor()];
      /** By session: who has written what, as the user whom a token proved. */
      const written: { by: string; text: string }[] = [];
      const provenAs: (string | undefined)[] = [undefined, undefined, undefined];
      for (const [n, { verb, who, other }] of steps.entries()) {
        const [token = '', id = '', user = ''] = [tokens[who], anonymous[other], users[other]];
        if (verb === 'adopt') await adopt(token, id);
        if (verb === 'claim') await collect('identify', { anonymousId: anonymous[who], userId: user });
        if (verb === 'identify' && provenAs[who] === undefined) {
          tokens[who] = await identify(token, user);
          provenAs[who] = user;
        }
        if (verb === 'say') {
          await say(tokens[who] ?? '', `${n}`);
          written.push({ by: `${who}`, text: `${n}` });
        }
      }
      for (const [who, token] of tokens.entries()) {
        const as = provenAs[who];
        const mayRead = written.filter(
          ({ by }) => by === `${who}` || (as !== undefined && provenAs[Number(by)] === as),
        );
        const read = await textsOf(token);
        expect(read.filter((text) => !mayRead.some((one) => one.text === text))).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
}, 240_000);
