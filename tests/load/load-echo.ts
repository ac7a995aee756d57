/** Load on the baseline of chat: sockets whose messages come back once they are committed. */
import type WebSocket from 'ws';
import { allOf, atPace } from './pace.ts';
import { addressOf, open } from './wire.ts';

const atOnce = 50;

let sockets: WebSocket[] = [];
const under = new Map<string, number>();
let took: number[] = [];

/** Opens so many sockets. */
export async function connectEcho({ url, count }: { url: string; count: number }): Promise<void> {
  sockets = await allOf([...Array(count).keys()], atOnce, (number) =>
    open(url, addressOf(number), (text) => {
      const { id } = JSON.parse(text) as { id: string };
      const began = under.get(id);
      if (began === undefined) return;
      under.delete(id);
      took.push(performance.now() - began);
    }),
  );
}

/** Sends messages at this rate, each from another socket; answers how long each took in milliseconds. */
export async function runEcho(rate: {
  perSecond: number;
  seconds: number;
}): Promise<{ took: number[]; lost: number }> {
  took = [];
  under.clear();
  const run = Math.random().toString(36).slice(2);
  await atPace(
    rate,
    (number) => {
      const id = `${run}-${number}`;
      under.set(id, performance.now());
      sockets[number % sockets.length]?.send(
        JSON.stringify({ id, text: 'Where is my order LL-20417? It was to come on Monday.' }),
      );
    },
    () => under.size,
  );
  return { took, lost: under.size };
}
