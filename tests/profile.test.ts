/** What the team keeps of a customer by hand: changed, merged, undone, rebuilt. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { Profile } from '../contract/profile.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { withSession } from '../server/platform/db/index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const nothing: Profile = { ownerId: null, nextStep: null, language: null, channel: null };

async function newCustomer(name: string): Promise<string> {
  const { owner, url } = server;
  return (await request(url, owner.apiKey, endpoints.createCustomer, { body: { name } })).body.id;
}
const read = async (id: string) =>
  (await request(server.url, server.owner.apiKey, endpoints.readProfile, { params: { id } })).body;
const change = (id: string, body: Partial<Profile>) =>
  request(server.url, server.owner.apiKey, endpoints.updateProfile, { params: { id }, body });
const told = async (id: string) => {
  const input = { params: { id }, query: { kinds: 'profile.updated' } };
  return (await request(server.url, server.owner.apiKey, endpoints.readTimeline, input)).body.data;
};

test('it begins empty, keeps what is set, and every change is an entry; the same again is none', async () => {
  const id = await newCustomer('Ana');
  expect(await read(id)).toEqual(nothing);
  const { memberId } = server.owner;
  const set = { ownerId: memberId, nextStep: 'Call on Monday', language: 'pt-BR', channel: 'phone' } as const;
  expect((await change(id, set)).body).toEqual(set);
  expect((await change(id, { nextStep: ' Call on Monday ' })).body).toEqual(set);
  expect((await change(id, { nextStep: null })).body).toEqual({ ...set, nextStep: null });
  expect((await told(id)).map(({ payload }) => payload.fields)).toEqual([{ nextStep: null }, set]);
});

test('what makes no sense is refused', async () => {
  const id = await newCustomer('Bea');
  for (const body of [
    { ownerId: '0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a' },
    { language: 'not a language' },
    { channel: 'pigeon' },
    { nextStep: '' },
    { nextStep: 'x'.repeat(201) },
  ] as Partial<Profile>[]) {
    expect((await change(id, body)).status).toBeGreaterThanOrEqual(400);
  }
  expect(await read(id)).toEqual(nothing);
});

test('after a merge the survivor’s counts and the rest comes along; undone, each has its own; rebuilt, it is the same', async () => {
  const { url, owner } = server;
  const kept = await newCustomer('Carla');
  const merged = await newCustomer('Carla Souza');
  await change(kept, { nextStep: 'Send the offer', channel: null });
  await change(merged, { nextStep: 'Call', language: 'en', channel: 'email' });
  await change(kept, { channel: 'sms' });
  await change(kept, { channel: null });
  const done = await request(url, owner.apiKey, endpoints.mergeCustomers, {
    params: { id: kept },
    body: { customerId: merged },
  });
  expect(done.status).toBeLessThan(300);
  const both = { ...nothing, nextStep: 'Send the offer', language: 'en' };
  expect(await read(kept)).toEqual(both);
  expect(await read(merged)).toEqual(both);

  const rows = () =>
    withSession(server.database.adminUrl, async ({ tx }) => {
      const found = await sql`select * from customer_profiles order by customer_id`.execute(tx);
      return found.rows;
    });
  const before = await rows();
  await withSession(server.database.adminUrl, ({ tx }) =>
    sql`update customer_profiles set fields = '{"nextStep": "wrong"}'`.execute(tx),
  );
  await rebuild(server.database.adminUrl, projections, () => undefined);
  expect(await rows()).toEqual(before);

  const undone = await request(url, owner.apiKey, endpoints.unmergeCustomer, {
    params: { id: kept },
    body: { customerId: merged },
  });
  expect(undone.status).toBeLessThan(300);
  expect(await read(kept)).toEqual({ ...nothing, nextStep: 'Send the offer' });
  expect(await read(merged)).toEqual({ ...nothing, nextStep: 'Call', language: 'en', channel: 'email' });
});
