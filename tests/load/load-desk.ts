/** Load of a desk: members with open consoles who look through views, open and reply; and the same by hand. */
import { setTimeout as sleep } from 'node:timers/promises';
import { realtimePath } from '../../contract/realtime.ts';
import { randomFrom } from '../support/random.ts';
import { ask, follow } from './wire.ts';

/** What is done, and by which address: `:conversation` and `:customer` stand for one of those given. */
export type Deed = { name: string; method: 'GET' | 'POST'; path: string; body?: unknown };
/** What may stand in an address. */
export type Places = { conversations: string[]; customers: string[] };
export type DeskTimes = Record<string, { product: number[]; baseline: number[] }>;

const seed = 20_261_123;

/** Opens the sockets of consoles: one for each key. */
export async function connectDesk({ url, keys }: { url: string; keys: string[] }): Promise<void> {
  for (const token of keys)
    await follow(url + realtimePath, { token, address: '127.0.0.1' }, () => undefined);
}

/**
 * Each member does one thing after another, `perSecond` of all together: by turns the product is asked, and the bare route
 * for the same. Answers how long each took in milliseconds, by its name.
 */
export async function runDesk(input: {
  product: string;
  baseline: string;
  keys: string[];
  deeds: Deed[];
  places: Places;
  perSecond: number;
  seconds: number;
}): Promise<DeskTimes> {
  const { keys, deeds, places, seconds } = input;
  const random = randomFrom(seed);
  const times: DeskTimes = Object.fromEntries(deeds.map(({ name }) => [name, { product: [], baseline: [] }]));
  const until = performance.now() + seconds * 1_000;
  const pauseMilliseconds = (keys.length / input.perSecond) * 1_000;
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const act = async (token: string, at: number): Promise<void> => {
    const deed = deeds[at % deeds.length];
    if (!deed) return;
    const n = random.below(places.conversations.length);
    const named = (text: string) =>
      text
        .replace(':conversation', places.conversations[n] ?? '')
        .replace(':customer', places.customers[n] ?? '');
    const { method, body } = deed;
    const path = named(deed.path);
    const by = [
      async () =>
        times[deed.name]?.product.push(
          await timed(() => ask(method, input.product + path, { token, ...(body ? { body } : {}) })),
        ),
      async () => {
        const address = `${input.baseline}/${deed.name}?${new URLSearchParams({ conversation: places.conversations[n] ?? '', customer: places.customers[n] ?? '' })}`;
        times[deed.name]?.baseline.push(await timed(() => ask('GET', address, {})));
      },
    ];
    for (const turn of random.below(2) === 0 ? by : by.reverse()) await turn();
  };
  await Promise.all(
    keys.map(async (token, member) => {
      await sleep((pauseMilliseconds * member) / keys.length);
      for (let at = member; performance.now() < until; at += 1) {
        const next = performance.now() + pauseMilliseconds;
        await act(token, at);
        await sleep(Math.max(0, next - performance.now()));
      }
    }),
  );
  return times;
}
