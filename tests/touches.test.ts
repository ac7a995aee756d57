/** Direct and indirect touches of a customer: told apart, counted, and the first and the last of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Direction } from '../contract/actors.ts';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { addVisitor } from './support/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const key = () => server.owner.apiKey;

async function newCustomer(name: string): Promise<string> {
  const { status, body } = await request(server.url, key(), endpoints.createCustomer, {
    body: { name },
  } as never);
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

const called = (id: string, occurredAt: string) =>
  request(server.url, key(), endpoints.logCall, {
    params: { id },
    body: { callDirection: 'outbound', outcome: 'answered', summary: 'Spoke', occurredAt },
  } as never);

async function timeline(id: string, touch?: 'direct' | 'indirect') {
  const query = { limit: 100, ...(touch ? { touch } : {}) };
  const { status, body } = await request(server.url, key(), endpoints.readTimeline, {
    params: { id },
    query,
  } as never);
  expect(status).toBe(200);
  return (body as { data: { id: string; direction: Direction; kind: string }[] }).data;
}

async function touches(id: string) {
  const { status, body } = await request(server.url, key(), endpoints.readTouches, { params: { id } });
  expect(status).toBe(200);
  return body;
}

test('a visitor’s page views are indirect, what is said is direct, and the two are all that is not internal', async () => {
  const token = await addVisitor(server.url, server.owner.inboxId);
  for (const path of ['/', '/hats']) {
    const body = {
      id: randomUUID(),
      url: `https://shop.example${path}`,
      title: 'Shop',
      referrer: 'https://search.example/',
    };
    const seen = await request(server.url, token, endpoints.recordPageView, { body });
    expect(seen.status).toBeLessThan(300);
  }
  const said = await request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: 'Do you have it in blue?' },
  });
  expect(said.status).toBe(201);
  const open = await request(server.url, key(), endpoints.listConversations, {
    query: { limit: 1 },
  } as never);
  const [conversation] = (open.body as { data: { id: string; customer: { id: string } }[] }).data;
  if (!conversation) throw new Error('There is no conversation.');
  const id = conversation.customer.id;
  await request(server.url, key(), endpoints.postMessage, {
    params: { id: conversation.id },
    body: { text: 'Yes, we do.' },
  } as never);

  const [all, direct, indirect] = await Promise.all([
    timeline(id),
    timeline(id, 'direct'),
    timeline(id, 'indirect'),
  ]);
  expect(indirect.map(({ kind }) => kind)).toEqual(['page.viewed', 'page.viewed']);
  expect(direct.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['message.sent', 'message.received']),
  );
  const ids = (of: { id: string }[]) => of.map((one) => one.id).sort();
  expect(ids([...direct, ...indirect])).toEqual(ids(all.filter(({ direction }) => direction !== 'internal')));

  const met = await touches(id);
  expect(met).toMatchObject({ direct: direct.length, indirect: 2, isMore: false });
  expect(met.first).toMatchObject({ kind: 'page.viewed', payload: { referrer: 'https://search.example/' } });
  expect(met.last).toMatchObject({ kind: 'message.sent' });
});

test('what was merged in counts, and its first touch is the first', async () => {
  const [kept, other] = [await newCustomer('Ana'), await newCustomer('Ana again')];
  expect(await touches(kept)).toEqual({ direct: 0, indirect: 0, isMore: false, first: null, last: null });
  await called(kept, '2026-03-01T10:00:00Z');
  await called(other, '2024-01-05T10:00:00Z');
  await called(other, '2026-05-05T10:00:00Z');
  const merged = await request(server.url, key(), endpoints.mergeCustomers, {
    params: { id: kept },
    body: { customerId: other },
  });
  expect(merged.status).toBeLessThan(300);
  const met = await touches(kept);
  expect(met.direct).toBe(3);
  expect([met.first?.occurredAt, met.last?.occurredAt].map((at) => at?.slice(0, 10))).toEqual([
    '2024-01-05',
    '2026-05-05',
  ]);
});

test('of a customer who is not there, and by a word that is none, it is refused', async () => {
  const gone = await request(server.url, key(), endpoints.readTouches, { params: { id: randomUUID() } });
  expect(gone.status).toBe(404);
  const { id } = { id: await newCustomer('Ben') };
  const wrong = await request(server.url, key(), endpoints.readTimeline, {
    params: { id },
    query: { limit: 10, touch: 'sideways' },
  } as never);
  expect(wrong.status).toBe(400);
});
