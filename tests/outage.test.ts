/** K2: PostgreSQL is away, hangs, or has no room left: the answers say so, and nothing has to be restarted. */
import { expect, inject, test } from 'vitest';
import { fillDisk } from './torture/full-disk.ts';
import { freezeDatabase, takeDatabaseAway } from './torture/outage.ts';

const awayMs = 2_500;
/** Sooner than any wait for a connection would be over. */
const quickMs = 4_000;

test('PostgreSQL away: every request is refused at once as unavailable, and all is well when it is back', async () => {
  const outage = await takeDatabaseAway(inject('testCluster'), awayMs);
  expect(outage.requests).toBeGreaterThan(6);
  expect(outage.slowestMs).toBeLessThan(quickMs);
}, 60_000);

test('PostgreSQL hangs: what waits is answered when it goes on, as acknowledged or not', async () => {
  await freezeDatabase(inject('testCluster'), 1_500);
}, 60_000);

test('no room on the disk: refused as unavailable, nothing acknowledged is lost, and it goes on when there is room', async ({
  skip,
}) => {
  const full = await fillDisk();
  if (full === undefined) return skip('no small disk can be mounted here');
  expect(full.acknowledged).toBeGreaterThan(1);
}, 120_000);
