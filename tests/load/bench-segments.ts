/** How long after an entry somebody is in the segment that it decides, while events arrive that concern many segments. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../../contract/conditions.ts';
import { apiPrefix } from '../../contract/endpoints.ts';
import { createOwner, freshData } from './data.ts';
import type { Loader } from './loading.ts';
import { type Figure, limited, percentile } from './measure.ts';
import { type Database, joinDatabase, startProduct } from './product.ts';
import { ask } from './wire.ts';

const users = 10_000;
const eventsPerCall = 100;
const callsAtOnce = 16;
const warmSecondsMax = 5;
const probesPerSecond = 10;
const peekMilliseconds = 20;
const waitSecondsMax = 60;
const limitSeconds = 2;
/** So much of what is offered must be taken for the figure to say what it claims. */
const takenShareMin = 0.9;

const viewed = { type: 'did', kind: 'event.tracked', name: 'Product Viewed' } as const;
const bought: Condition = { type: 'did', kind: 'event.tracked', name: 'Bought' };
/** Of these the load's event concerns the first eight. */
const conditions: Condition[] = [
  viewed,
  { ...viewed, times: { op: 'atLeast', count: 3 } },
  { ...viewed, times: { op: 'atLeast', count: 2 }, when: { op: 'within', days: 7 } },
  { ...viewed, where: [{ name: 'price', test: { op: 'above', value: 100 } }] },
  { ...viewed, times: { op: 'atMost', count: 10 } },
  { ...viewed, not: true, when: { op: 'within', days: 14 } },
  { type: 'all', of: [viewed, { ...bought, not: true }] },
  { type: 'any', of: [{ ...viewed, times: { op: 'atLeast', count: 20 } }, bought] },
  { type: 'did', kind: 'page.viewed', when: { op: 'within', days: 30 } },
  { type: 'orders', times: { op: 'atLeast', count: 2 } },
  { type: 'spent', currency: 'BRL', test: { op: 'above', value: 50_000 } },
  { type: 'language', language: 'pt' },
  { type: 'attribute', name: 'plan', test: { op: 'is', value: 'gold' } },
];

/** The figures of segments. */
export async function benchSegments(loader: Loader, seconds: number): Promise<Figure[]> {
  const { dataDir, remove } = freshData();
  const owner = await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  const { writeKey, apiKey } = owner;
  const send = (seconds: number, perSecond?: number) =>
    loader.call('runCollect', {
      ...{ url: product.url, writeKey, users, seconds },
      ...{ perRequest: eventsPerCall, connections: callsAtOnce },
      ...(perSecond === undefined ? {} : { perSecond }),
    });
  const segment = (name: string, condition: Condition) =>
    ask<{ id: string }>('POST', `${product.url}${apiPrefix}/segments`, {
      token: apiKey,
      body: { name, condition },
    });
  const buy = (user: string) =>
    ask('POST', `${product.url}/v1/track`, { body: { writeKey, userId: user, event: 'Bought' } });
  try {
    const warm = Math.min(warmSecondsMax, seconds / 2);
    await send(warm);
    // What is collected at most while nothing follows: with segments it is less, and half of less would be too easy.
    const most = await send(warm);
    const half = Math.round(most.events / most.seconds / 2);
    for (const [at, condition] of conditions.entries()) await segment(`Segment ${at}`, condition);
    const probed = await segment('Bought', bought);
    await untilFound(`${product.url}${apiPrefix}/segments`, apiKey);
    await send(warm, half);
    // Whoever is in has been heard of after everything before.
    await reactions(database, probed.id, 1, buy);
    const load = send(seconds, half);
    const took = await reactions(database, probed.id, seconds * probesPerSecond, buy);
    const { events, seconds: loaded } = await load;
    const rate = Math.round(events / loaded);
    console.error(`Segments: ${2 * half} events/s at most, ${half} offered, ${rate} taken`);
    if (rate < half * takenShareMin)
      throw new Error(
        `Of ${half} events/s that were offered ${rate} were taken: this is no half of the maximum.`,
      );
    const title = `In a segment after its entry, beside ${rate} events/s of which each concerns 8 others`;
    return [
      limited(`${title}, p50`, 's', percentile(took, 0.5), null, null),
      limited(`${title}, p99`, 's', percentile(took, 0.99), limitSeconds, null),
    ];
  } finally {
    await database.leave();
    await product.stop();
    remove();
  }
}

/** Waits until it is known of all segments who is in them. */
async function untilFound(url: string, token: string): Promise<void> {
  for (;;) {
    const { data } = await ask<{ data: { progress: unknown }[] }>('GET', url, { token });
    if (data.every(({ progress }) => progress === null)) return;
    await sleep(peekMilliseconds);
  }
}

/** Lets one user after the other do what brings them in; answers the seconds from each answer until they are in. */
async function reactions(
  database: Database,
  segmentId: string,
  probes: number,
  buy: (user: string) => Promise<unknown>,
): Promise<number[]> {
  const told: number[] = [];
  const took: number[] = [];
  const before = await database.membersOf(segmentId);
  const telling = (async () => {
    const began = performance.now();
    for (let probe = 0; probe < probes; probe++) {
      await sleep(Math.max(0, began + (probe * 1_000) / probesPerSecond - performance.now()));
      await buy(`user-${before + probe}`);
      told.push(performance.now());
    }
  })();
  const until = performance.now() + (probes / probesPerSecond + waitSecondsMax) * 1_000;
  while (took.length < probes) {
    if (performance.now() > until) throw new Error(`only ${took.length} of ${probes} came into the segment`);
    // They enter in the order in which they were told of.
    const count = (await database.membersOf(segmentId)) - before;
    const now = performance.now();
    while (took.length < count) took.push(Math.max(0, now - (told[took.length] ?? now)) / 1_000);
    await sleep(peekMilliseconds);
  }
  await telling;
  return took;
}
