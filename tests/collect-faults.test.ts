/** Acknowledged means kept: in whatever order calls come, however often, and when the server is killed meanwhile. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { addWorkspace, request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { withSession } from '../server/platform/db/index.ts';
import { collected, debugged, send, track } from './support/collecting.ts';
import { ask, newFolder, serve } from './support/operator.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

test('repeated and reordered, in batches of any size at once: each call is there once, as it was sent', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 60 }),
      async (sends) => {
        run += 1;
        const { workspaceId, writeKey } = await addWorkspace(server.db, `Run ${run}`, {
          email: `run-${run}@example.com`,
          password: 'correct horse battery',
        });
        const calls = Array.from({ length: 10 }, (_, at) => track(`E${at}`, { userId: `u${at % 3}` }));
        const batches = [0, 1, 2, 3].map((batch) =>
          sends.flatMap(([at, of]) => (of === batch ? [calls[at]] : [])),
        );
        const answers = await Promise.all(
          batches.map((batch) => send(server.url, 'batch', writeKey, { batch })),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        const found = await collected(server.db, workspaceId);
        const sent = [...new Set(sends.map(([at]) => `E${at}`))];
        expect(found.map(({ payload }) => (payload as { name: string }).name).toSorted()).toEqual(
          sent.toSorted(),
        );
        // One customer a user, however the calls were mixed.
        expect(new Set(found.map(({ customerId }) => customerId)).size).toBe(
          new Set(sends.map(([at]) => at % 3)).size,
        );
      },
    ),
    { numRuns: 12 },
  );
});

test('a flood that is more than can wait is told to come back, and what was acknowledged is there', async () => {
  const { workspaceId, writeKey } = await addWorkspace(server.db, 'Flood', {
    email: 'flood@example.com',
    password: 'correct horse battery',
  });
  const filler = 'x'.repeat(30_000);
  // The database stands still until somebody was sent away.
  const answers = await withSession(server.database.adminUrl, async ({ tx }) => {
    await sql`begin`.execute(tx);
    await sql`lock table entry_keys in access exclusive mode`.execute(tx);
    let sentAway: () => void = () => undefined;
    const full = new Promise<void>((resolve) => {
      sentAway = resolve;
    });
    const sending = Array.from({ length: 90 }, async () => {
      const batch = Array.from({ length: 15 }, () => track('Flood', { userId: 'u', properties: { filler } }));
      const answer = await send(server.url, 'batch', writeKey, { batch });
      if (answer.status === 429) sentAway();
      return { batch, answer };
    });
    await Promise.race([full, Promise.all(sending)]);
    await sql`rollback`.execute(tx);
    return Promise.all(sending);
  });
  const statuses = new Set(answers.map(({ answer }) => answer.status));
  expect([...statuses].toSorted()).toEqual([200, 429]);
  const [refused] = answers.filter(({ answer }) => answer.status === 429);
  expect(Number(refused?.answer.headers['retry-after'])).toBeGreaterThan(0);
  const found = new Set((await collected(server.db, workspaceId)).map(({ source }) => source.externalId));
  for (const { batch, answer } of answers) {
    for (const { messageId } of batch) expect(found.has(messageId as string)).toBe(answer.status === 200);
  }
});

test('what the database refuses is set aside, alone: neither its batch nor the requests beside it are lost', async () => {
  const { workspaceId, writeKey, apiKey } = await addWorkspace(server.db, 'Poison', {
    email: 'poison@example.com',
    password: 'correct horse battery',
  });
  await withSession(server.database.adminUrl, async ({ tx }) => {
    await sql`create function refuse_poison() returns trigger language plpgsql as $$
      begin
        if new.payload->>'name' = 'Poison' then raise exception 'refused' using errcode = '22000'; end if;
        return new;
      end $$`.execute(tx);
    await sql`create trigger poison before insert on entries for each row execute function refuse_poison()`.execute(
      tx,
    );
  });
  const good = Array.from({ length: 30 }, (_, at) => track(`Good ${at}`));
  const poisoned = [track('Poison'), track('Poison')];
  const answers = await Promise.all([
    send(server.url, 'batch', writeKey, { batch: [...good.slice(0, 7), poisoned[0], ...good.slice(7, 15)] }),
    ...good.slice(15).map((call) => send(server.url, 'track', writeKey, call)),
    send(server.url, 'track', writeKey, poisoned[1]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const kept = (await collected(server.db, workspaceId)).map(({ source }) => source.externalId);
  expect(kept.toSorted()).toEqual(good.map(({ messageId }) => messageId).toSorted());
  const refused = (await debugged(server.url, apiKey, 'odd')).filter(({ reason }) => reason === 'refused');
  expect(refused.map(({ raw }) => JSON.parse(raw).messageId).toSorted()).toEqual(
    poisoned.map(({ messageId }) => messageId).toSorted(),
  );
});

test('killed in the middle: what was acknowledged is there after the restart, and sent again it is there once', async () => {
  const home = newFolder();
  const login = ['--workspace', 'Shop', '--email', 'ana@example.com', '--password', 'correct horse battery'];
  const made = await ask<{ writeKey: string; apiKey: string }>(['create-owner', ...login], home.env);
  expect(made.code, made.stderr).toBe(0);
  const { writeKey, apiKey } = made.json;
  const userId = randomUUID();
  const calls: Record<string, unknown>[] = [];
  const acknowledged: string[] = [];
  const running = await serve(home.env);
  let isUp = true;
  const sender = async () => {
    while (isUp) {
      const call = track(`E${calls.length}`, { userId });
      calls.push(call);
      const answer = await send(running.url, 'track', writeKey, call).catch(() => undefined);
      if (answer?.status === 200) acknowledged.push(call.messageId as string);
      else if (answer === undefined) isUp = false;
    }
  };
  const senders = Promise.all(Array.from({ length: 8 }, sender));
  while (acknowledged.length < 100) await sleep(5);
  running.child.kill('SIGKILL');
  await senders;
  await running.ended;

  const again = await serve(home.env);
  const there = async (): Promise<string[]> => {
    const [customer] = (
      await request(again.url, apiKey, endpoints.listCustomers, { query: { identity: `user:${userId}` } })
    ).body.data;
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await request(again.url, apiKey, endpoints.readTimeline, {
        params: { id: customer?.id ?? '' },
        query: { kinds: 'event.tracked', limit: 100, ...(cursor === undefined ? {} : { cursor }) },
      });
      found.push(...body.data.map(({ source }) => source.externalId ?? ''));
      cursor = body.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  };
  expect(await there()).toEqual(expect.arrayContaining(acknowledged));
  for (const call of calls) expect((await send(again.url, 'track', writeKey, call)).status).toBe(200);
  const all = await there();
  expect(all.toSorted()).toEqual(calls.map(({ messageId }) => messageId as string).toSorted());
  again.child.kill('SIGTERM');
  await again.ended;
  home.remove();
}, 120_000);
