/** The owned audience equals a recount of the ledger by hand, now and before. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { AudienceChannel } from '../contract/audience.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { type ConsentChannel, consentChannels } from '../contract/entries.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { randomFrom } from './support/random.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>) =>
  request(server.url, server.owner.apiKey, endpoint, input as never);
const dayMs = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
const audience = async (days: number) => {
  const asked = await ask(endpoints.readAudience, { query: { since: ago(days) } } as never);
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  return asked.body.data as AudienceChannel[];
};
const of = (all: readonly AudienceChannel[], channel: ConsentChannel) =>
  all.find((one) => one.channel === channel);
let numbered = 0;
async function person(kinds: readonly ('email' | 'phone')[]): Promise<string> {
  numbered += 1;
  const values = { email: `p${numbered}@reach.example`, phone: `+1415555${2000 + numbered}` };
  const identities = kinds.map((kind) => ({ kind, value: values[kind] }));
  const made = await ask(endpoints.createCustomer, { body: { name: `P${numbered}`, identities } } as never);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}
const say = async (id: string, channel: ConsentChannel, granted: boolean, days: number, topic = 'news') => {
  const body = { channel, topic, granted, how: 'spoken', proof: 'said so', occurredAt: ago(days) };
  const said = await ask(endpoints.recordConsent, { params: { id }, body } as never);
  expect(said.status, JSON.stringify(said.body)).toBeLessThan(300);
};
/** Addresses were known for as long as anybody asks. */
const knownForLong = () =>
  runSql(server.database.adminUrl, (client) =>
    client.query(`update identities set created_at = now() - interval '2 years'`),
  );

test('who agreed, who took it back, who has no address, and who came lately', async () => {
  const [stays, leaves, comes, numberless, twice, back] = [
    await person(['email']),
    await person(['email']),
    await person(['email', 'phone']),
    await person(['phone']),
    await person(['email']),
    await person(['email']),
  ];
  await say(stays, 'email', true, 100);
  await say(leaves, 'email', true, 100);
  await say(leaves, 'email', false, 3);
  await say(comes, 'email', true, 2);
  await say(comes, 'sms', true, 2);
  await say(numberless, 'email', true, 100);
  // Another topic keeps a person reachable.
  await say(twice, 'email', true, 100, 'orders');
  await say(twice, 'email', true, 100, 'news');
  await say(twice, 'email', false, 1, 'news');
  // Gone and back within the period: neither gained nor lost.
  await say(back, 'email', true, 100);
  await say(back, 'email', false, 5);
  await say(back, 'email', true, 4);
  await knownForLong();
  expect(of(await audience(7), 'email')).toEqual({ channel: 'email', reachable: 4, gained: 1, lost: 1 });
  expect(of(await audience(7), 'sms')).toEqual({ channel: 'sms', reachable: 1, gained: 1, lost: 0 });
  expect(of(await audience(1.5), 'email')).toMatchObject({ gained: 0, lost: 0 });
  expect(of(await audience(200), 'email')).toMatchObject({ reachable: 4, gained: 4, lost: 0 });
  expect((await audience(7)).map(({ channel }) => channel)).toEqual([...consentChannels]);

  // A merge makes one person of two, whose address serves both.
  await ask(endpoints.mergeCustomers, { params: { id: stays }, body: { customerId: numberless } });
  expect(of(await audience(7), 'email')).toEqual({ channel: 'email', reachable: 4, gained: 1, lost: 1 });
  const opened = await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'restrict', customerId: stays, askedHow: 'mail' },
  } as never);
  const params = { id: (opened.body as { id: string }).id };
  const stopped = await ask(endpoints.restrictCustomer, { params, body: { restricted: true } });
  expect(stopped.status, JSON.stringify(stopped.body)).toBe(200);
  expect(of(await audience(7), 'email')).toEqual({ channel: 'email', reachable: 3, gained: 1, lost: 1 });
});

test('after any words it is what a recount of all entries says', async () => {
  const random = randomFrom(7);
  const people: string[] = [];
  for (let n = 0; n < 12; n++)
    people.push(await person(random.below(4) === 0 ? ['phone'] : ['email', 'phone']));
  for (let n = 0; n < 90; n++) {
    const channel = consentChannels[random.below(consentChannels.length)] ?? 'email';
    const topic = random.below(2) === 0 ? 'news' : 'offers';
    await say(
      people[random.below(people.length)] ?? '',
      channel,
      random.below(3) > 0,
      1 + random.below(60) + 0.001 * n,
      topic,
    );
  }
  await knownForLong();
  type Word = { who: string; channel: ConsentChannel; topic: string; granted: boolean; at: string };
  const [words, reachable] = await inWorkspace(server.db, server.owner.workspaceId, async (tx) => {
    const told = await sql<Word>`
      select root_of(customer_id) as who, payload ->> 'channel' as channel, payload ->> 'topic' as topic,
        (payload ->> 'granted')::boolean as granted, rfc3339(occurred_at) as at
      from entries where kind = 'consent.changed' order by occurred_at`.execute(tx);
    const addresses = await sql<{ who: string; kind: string }>`
      select root_of(customer_id) as who, kind from identities where not is_restricted(customer_id)`.execute(
      tx,
    );
    return [told.rows, new Set(addresses.rows.map(({ who, kind }) => `${who} ${kind}`))] as const;
  });
  const addressOf: Partial<Record<ConsentChannel, string>> = { email: 'email', phone: 'phone', sms: 'phone' };
  const at = (time: string) => {
    const last = new Map<string, Word>();
    for (const word of words)
      if (word.at <= time) last.set(`${word.who} ${word.channel} ${word.topic}`, word);
    const yes = [...last.values()].filter(({ granted }) => granted);
    return new Set(
      yes
        .filter(({ who, channel }) => {
          const kind = addressOf[channel];
          return kind
            ? reachable.has(`${who} ${kind}`)
            : reachable.has(`${who} email`) || reachable.has(`${who} phone`);
        })
        .map(({ who, channel }) => `${channel} ${who}`),
    );
  };
  for (const days of [3, 10, 30, 50, 300]) {
    const [before, now] = [at(ago(days)), at(ago(0))];
    const counted = consentChannels.map((channel) => {
      const mine = (all: Set<string>) => [...all].filter((one) => one.startsWith(`${channel} `));
      return {
        channel,
        reachable: mine(now).length,
        gained: mine(now).filter((one) => !before.has(one)).length,
        lost: mine(before).filter((one) => !now.has(one)).length,
      };
    });
    expect(await audience(days), `${days} days`).toEqual(counted);
  }
});

test('a time that is to come, or too long ago, is refused with what to do', async () => {
  for (const days of [-1, 800]) {
    const asked = await ask(endpoints.readAudience, { query: { since: ago(days) } } as never);
    expect(asked.status).toBe(400);
    expect(JSON.stringify(asked.body)).toContain('within the last 731 days');
  }
});
