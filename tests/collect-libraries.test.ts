/** The libraries that shops have in use already, as they come from their makers, against the running server. */
import { randomUUID } from 'node:crypto';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Entry } from '../contract/entries.ts';
import { startTestServer, type TestServer } from '../server/app/testing.ts';
import { collected, debugged } from './support/collecting.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const entries = (): Promise<Entry[]> => collected(server.db, server.owner.workspaceId);

test('Segment’s for Node: every call arrives, in its place', async () => {
  const failures: unknown[] = [];
  const analytics = new Analytics({
    writeKey: server.owner.writeKey,
    host: server.url,
    flushAt: 4,
    maxRetries: 0,
  });
  analytics.on('error', (error) => failures.push(error));
  const userId = randomUUID();
  const before = new Date('2024-02-29T10:00:00Z');
  analytics.identify({ userId, traits: { email: 'ana@example.com', plan: 'pro' } });
  analytics.track({
    userId,
    event: 'Order Completed',
    properties: { order_id: '1', total: 12.5, currency: 'EUR' },
  });
  analytics.track({ userId, event: 'Imported', timestamp: before });
  analytics.page({ userId, name: 'Home', properties: { url: 'https://shop.example/', title: 'Shop' } });
  analytics.screen({ userId, name: 'Basket' });
  analytics.group({ userId, groupId: 'acme', traits: { name: 'Acme' } });
  analytics.alias({ userId: `new-${userId}`, previousId: userId });
  await analytics.closeAndFlush();
  expect(failures).toEqual([]);
  const found = await entries();
  expect(found.map(({ kind }) => kind).toSorted()).toEqual([
    'event.tracked',
    'event.tracked',
    'group.reported',
    'page.viewed',
    'page.viewed',
  ]);
  expect(new Set(found.map(({ customerId }) => customerId)).size).toBe(1);
  expect(found.find(({ occurredAt }) => occurredAt.startsWith('2024-02-29T10:00:00'))).toMatchObject({
    payload: { name: 'Imported' },
  });
  const lines = await debugged(server.url, server.owner.apiKey);
  expect(lines.map(({ type }) => type).toSorted()).toEqual([
    'alias',
    'group',
    'identify',
    'page',
    'screen',
    'track',
    'track',
  ]);
  expect(lines.every(({ outcome }) => outcome === 'kept')).toBe(true);
});

test('Rudder’s for Node: gzip that calls itself a form, at a path with its own appended', async () => {
  const rudder = new RudderAnalytics(server.owner.writeKey, { dataPlaneUrl: server.url, flushAt: 1 });
  const userId = randomUUID();
  const name = `Rudder ${userId}`;
  await new Promise<void>((resolve, reject) => {
    rudder.track({ userId, event: name, properties: { a: 1 } }, (error?: unknown) =>
      error ? reject(error) : resolve(),
    );
  });
  await new Promise<void>((resolve) => rudder.flush(() => resolve()));
  await expect
    .poll(async () => (await entries()).some(({ payload }) => 'name' in payload && payload.name === name), {
      timeout: 10_000,
    })
    .toBe(true);
});
