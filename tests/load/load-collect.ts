/** Tracked events, as fast as they are taken: so many requests wait for their answer at any time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './wire.ts';

export type Collected = { events: number; seconds: number };

/** Properties of an event as a shop's page sends it; `baseline/collect.ts` writes the same. */
const said = {
  properties: { product_id: 'SKU-20417', price: 129.9, currency: 'BRL', category: 'Coffee', quantity: 1 },
  context: {
    library: { name: 'analytics.js', version: '2.11.1' },
    page: { url: 'https://shop.example/products/20417', title: 'Coffee, 500 g', referrer: '' },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
    locale: 'pt-BR',
  },
};
const rest = JSON.stringify(said).slice(1);

type Sending = {
  url: string;
  writeKey: string;
  /** Events in a request; 1: sent by itself. */
  perRequest: number;
  /** Requests that wait for their answer at any time. */
  connections: number;
  users: number;
  seconds: number;
  /** Events a second at most; absent: as fast as they are taken. */
  perSecond?: number;
};

/** Sends until the time is over; answers how many events were taken, and in what time. */
export async function runCollect(input: Sending): Promise<Collected> {
  const { url, writeKey, perRequest, connections, users, perSecond } = input;
  const began = performance.now();
  let events = 0;
  const event = (key: string): string => {
    const now = new Date().toISOString();
    return `{${key}"type":"track","event":"Product Viewed","messageId":"${randomUUID()}","userId":"user-${Math.floor(Math.random() * users)}","timestamp":"${now}",${rest}`;
  };
  let offered = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - began < input.seconds * 1_000) {
      offered += perRequest;
      const dueMs = perSecond === undefined ? 0 : (offered / perSecond) * 1_000;
      await sleep(Math.max(0, dueMs - (performance.now() - began)));
      if (perRequest === 1) {
        await ask('POST', `${url}/v1/track`, { text: event(`"writeKey":"${writeKey}",`) });
      } else {
        const batch = Array.from({ length: perRequest }, () => event('')).join(',');
        await ask('POST', `${url}/v1/batch`, { text: `{"writeKey":"${writeKey}","batch":[${batch}]}` });
      }
      events += perRequest;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return { events, seconds: (performance.now() - began) / 1_000 };
}
