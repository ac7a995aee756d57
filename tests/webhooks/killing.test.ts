/** What was answered with success is there, whatever ended the process: a server is killed while a shop sends. */
import { expect, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { deliver } from '../support/delivering.ts';
import { addHook, type Hook, plainOrder } from '../support/hooked.ts';
import { startProgram } from '../torture/program.ts';

const sentMax = 400;
const atOnce = 8;
/** The server is killed when so many have been answered. */
const killedAfter = [60, 170];

test('a delivery that was acknowledged is kept once, with what it made', { timeout: 180_000 }, async () => {
  const program = await startProgram();
  try {
    const { url, owner } = program;
    const hook = await addHook({ url, owner }, { mappings: [plainOrder] });
    const acknowledged = new Set<number>();
    const kills = [...killedAfter];
    let killing: Promise<void> | undefined;
    let next = 0;
    const sender = async (): Promise<void> => {
      while (next < sentMax) {
        const number = next++;
        // Like every system that sends, it tries again until it is answered.
        while (!(await send(url, hook, number))) await program.untilReady();
        acknowledged.add(number);
        if (acknowledged.size >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
          kills.shift();
          killing = program.killServer();
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
    await killing;
    expect(kills).toEqual([]);
    const kept = await everything(url, owner.apiKey, hook);
    expect(kept.messages.sort()).toEqual(Array.from({ length: sentMax }, (_, n) => `msg_${n}`).sort());
    expect(kept.outcomes).toEqual(new Set(['done']));
    expect(kept.orders.sort()).toEqual(Array.from({ length: sentMax }, (_, n) => `order-${n}`).sort());
    expect(await program.end()).toBe(0);
  } finally {
    await program.clear();
  }
});

async function send(url: string, hook: Hook, number: number): Promise<boolean> {
  const body = {
    id: `order-${number}`,
    customer: { id: `c-${number % 20}` },
    status: 'paid',
    updated_at: '2026-01-01T00:00:00Z',
    currency: 'EUR',
    total: '5.00',
  };
  const answer = await deliver(url, hook, JSON.stringify(body), { id: `msg_${number}` }).catch(
    () => undefined,
  );
  return answer?.status === 200;
}

async function everything(url: string, apiKey: string, hook: Hook) {
  const [messages, outcomes, orders] = [[] as string[], new Set<string>(), [] as string[]];
  for (let cursor: string | undefined; ; ) {
    const { body } = await request(url, apiKey, endpoints.listDeliveries, {
      params: { id: hook.id },
      query: { limit: '100', ...(cursor === undefined ? {} : { cursor }) },
    });
    for (const { messageId, outcome } of body.data) {
      messages.push(messageId ?? '');
      outcomes.add(outcome);
    }
    if (body.next === null) break;
    cursor = body.next;
  }
  for (let cursor: string | undefined; ; ) {
    const { body } = await request(url, apiKey, endpoints.listOrders, {
      query: { limit: '100', ...(cursor === undefined ? {} : { cursor }) } as never,
    });
    orders.push(...body.data.map(({ externalId }) => externalId));
    if (body.next === null) break;
    cursor = body.next;
  }
  return { messages, outcomes, orders };
}
