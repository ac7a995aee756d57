/** Chat load: visitors write, a member hears it on the socket and replies, the visitor hears the reply. */
import { randomUUID } from 'node:crypto';
import { apiPrefix } from '../../contract/endpoints.ts';
import type { Entry } from '../../contract/entries.ts';
import { realtimePath, visitorRealtimePath } from '../../contract/realtime.ts';
import { allOf, atPace } from './pace.ts';
import { addressOf, ask, follow } from './wire.ts';

const atOnce = 20;

type Visitor = { token: string; address: string };
/** When a message left, when the member heard it, when the reply left. */
type Exchange = { sentAt: number; heardAt?: number; repliedAt?: number };

let target = { url: '', apiKey: '' };
let visitors: Visitor[] = [];
const exchanges = new Map<string, Exchange>();
export type ChatTimes = {
  toMember: number[];
  toVisitor: number[];
  both: number[];
  lost: number;
  /** Why messages were refused. */
  refused: string[];
};
const noTimes = (): ChatTimes => ({ toMember: [], toVisitor: [], both: [], lost: 0, refused: [] });
let times = noTimes();

/** Makes sessions for so many visitors, opens their sockets and that of one member. */
export async function connectChat(input: {
  url: string;
  inboxId: string;
  apiKey: string;
  count: number;
}): Promise<void> {
  const { url, inboxId, apiKey } = input;
  target = { url, apiKey };
  visitors = await allOf([...Array(input.count).keys()], atOnce, async (number) => {
    const address = addressOf(number);
    const { token } = await ask<{ token: string }>('POST', `${url}${apiPrefix}/visitor/sessions`, {
      body: { inboxId },
      address,
    });
    await follow(url + visitorRealtimePath, { token, address }, (frame) => {
      if (frame.type !== 'messages') return;
      for (const message of frame.messages as { from: string; text: string }[]) {
        if (message.from === 'team') visitorHears(message.text);
      }
    });
    return { token, address };
  });
  await follow(url + realtimePath, { token: apiKey, address: '127.0.0.1' }, (frame) => {
    if (frame.type !== 'entries') return;
    for (const entry of frame.entries as Entry[]) if (entry.kind === 'message.received') memberHears(entry);
  });
}

function memberHears(entry: Entry<'message.received'>): void {
  const exchange = exchanges.get(entry.payload.text);
  if (!exchange) return;
  exchange.heardAt = performance.now();
  times.toMember.push(exchange.heardAt - exchange.sentAt);
  exchange.repliedAt = performance.now();
  ask('POST', `${target.url}${apiPrefix}/conversations/${entry.conversationId}/messages`, {
    token: target.apiKey,
    body: { text: entry.payload.text },
  }).catch((error: Error) => refused(entry.payload.text, error));
}

function visitorHears(text: string): void {
  const exchange = exchanges.get(text);
  if (exchange?.repliedAt === undefined) return;
  exchanges.delete(text);
  const now = performance.now();
  times.toVisitor.push(now - exchange.repliedAt);
  times.both.push(now - exchange.sentAt);
}

function refused(text: string, error: Error): void {
  exchanges.delete(text);
  times.refused.push(error.message);
}

/** Lets visitors write at this rate; every message is answered. Milliseconds of each way, and of both. */
export async function runChat(rate: { perSecond: number; seconds: number }): Promise<ChatTimes> {
  times = noTimes();
  exchanges.clear();
  const run = randomUUID();
  await atPace(
    rate,
    (number) => {
      const visitor = visitors[number % visitors.length];
      if (!visitor) throw new Error('Connect first.');
      const text = `Where is my order LL-20417? It was to come on Monday. ${run} ${number}`;
      exchanges.set(text, { sentAt: performance.now() });
      ask('POST', `${target.url}${apiPrefix}/visitor/messages`, {
        token: visitor.token,
        address: visitor.address,
        body: { id: randomUUID(), text },
      }).catch((error: Error) => refused(text, error));
    },
    () => exchanges.size,
  );
  times.lost = exchanges.size;
  return times;
}
