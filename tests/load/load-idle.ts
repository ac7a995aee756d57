/** Visitors who do nothing but keep their widget open. */
import type WebSocket from 'ws';
import { apiPrefix } from '../../contract/endpoints.ts';
import { visitorRealtimePath } from '../../contract/realtime.ts';
import { allOf } from './pace.ts';
import { addressOf, ask, closeIdle, follow, open } from './wire.ts';

const atOnce = 20;
/** Other addresses than the visitors of a chat run from the same machine have. */
const addressOffset = 20_000;

let sockets: WebSocket[] = [];

/** Connects so many visitors of an inbox; without one, plain sockets to the baseline. */
export async function connectIdle(input: { url: string; inboxId?: string; count: number }): Promise<void> {
  const { url, inboxId } = input;
  const opened = await allOf([...Array(input.count).keys()], atOnce, async (number) => {
    const address = addressOf(addressOffset + number);
    if (inboxId === undefined) return open(url, address, () => undefined);
    const body = { inboxId };
    const session = `${url}${apiPrefix}/visitor/sessions`;
    const { token } = await ask<{ token: string }>('POST', session, { body, address });
    return follow(url + visitorRealtimePath, { token, address }, () => undefined);
  });
  sockets.push(...opened);
  closeIdle();
}

/** Drops them; answers how many were still open. */
export async function dropIdle(_: Record<string, never>): Promise<number> {
  const open = sockets.filter((socket) => socket.readyState === socket.OPEN).length;
  for (const socket of sockets) socket.terminate();
  sockets = [];
  return open;
}
