import { expect, test } from 'vitest';
import { closeCodes } from '../../contract/realtime.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import { follow, type Socket } from './live.ts';
import { testTimer } from './testing.ts';

/** The far side of the sockets that are opened, and what the follower makes of them. */
function network() {
  const timer = testTimer();
  const sockets: (Socket & { sent: unknown[]; isClosed: boolean })[] = [];
  const seen: string[] = [];
  let position: string | null = '1.1.1';
  const live = follow({
    open() {
      const socket = {
        sent: [] as unknown[],
        isClosed: false,
        onopen: null,
        onmessage: null,
        onclose: null,
        readyState: 1,
        send: (text: string) => socket.sent.push(JSON.parse(text)),
        close() {
          socket.isClosed = true;
        },
      } as unknown as (typeof sockets)[number];
      sockets.push(socket);
      return socket;
    },
    token: 'vt_token',
    position: () => position,
    onMessages(messages, at) {
      position = at;
      seen.push(...messages.map(({ text }) => text));
    },
    onReset: () => seen.push('reset'),
    onConnected: (isConnected) => seen.push(isConnected ? 'connected' : 'lost'),
    onWriting: (names) => names.length > 0 && seen.push(`${names} writes`),
    onRead: (until) => seen.push(`read ${until}`),
    onEnded: (at) => seen.push(`ended ${at}`),
    poll: async () => seen.push('poll'),
    timer,
  });
  const last = () => sockets.at(-1) as (typeof sockets)[number];
  const event = (fields: object) => fields as never;
  return {
    timer,
    sockets,
    seen,
    live,
    last,
    accept: () => last().onopen?.call(last() as never, event({})),
    say: (frame: object) => last().onmessage?.call(last() as never, event({ data: JSON.stringify(frame) })),
    drop: (code = 1006) => last().onclose?.call(last() as never, event({ code })),
  };
}
const message = (text: string): Partial<VisitorMessage> => ({ id: text, text });

test('resumes from the last position after a drop', async () => {
  const net = network();
  net.accept();
  expect(net.last().sent).toEqual([
    { type: 'authenticate', token: 'vt_token' },
    { type: 'resume', since: '1.1.1' },
  ]);
  net.say({ type: 'ready', position: '1.1.1' });
  net.say({ type: 'messages', messages: [message('one')], position: '1.2.1' });
  net.drop();
  await net.timer.pass(1_000);
  net.accept();
  expect(net.last().sent).toContainEqual({ type: 'resume', since: '1.2.1' });
  expect(net.seen).toEqual(['connected', 'one']);
});

test('hears who writes and how far the team has read, and says that the visitor writes', () => {
  const net = network();
  net.accept();
  net.say({ type: 'ready', position: '1.1.1' });
  net.say({ type: 'writing', names: ['Ana'] });
  net.say({ type: 'read', until: 'now' });
  net.live.writing(true);
  expect(net.seen).toEqual(['connected', 'Ana writes', 'read now']);
  expect(net.last().sent).toContainEqual({ type: 'writing', isWriting: true });
});

test('comes back ever more slowly, says that it is lost, and polls meanwhile', async () => {
  const net = network();
  const openedAt: number[] = [];
  for (let failure = 0; failure < 12; failure++) {
    net.drop();
    const count = net.sockets.length;
    while (net.sockets.length === count) await net.timer.step();
    openedAt.push(net.timer.now());
  }
  const waits = openedAt.slice(1).map((at, index) => at - (openedAt[index] ?? 0));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  expect(net.seen[0]).toBe('lost');
  expect(net.seen.filter((what) => what === 'poll')).toHaveLength(9);
  net.accept();
  net.say({ type: 'ready', position: '1.1.1' });
  expect(net.seen.at(-1)).toBe('connected');
});

test('gives up a connection that no longer answers', async () => {
  const net = network();
  net.accept();
  net.say({ type: 'ready', position: '1.1.1' });
  await net.timer.pass(26_000);
  expect(net.last().sent).toContainEqual({ type: 'ping' });
  net.say({ type: 'pong' });
  await net.timer.pass(26_000);
  expect(net.sockets).toHaveLength(1);
  await net.timer.pass(11_000);
  expect(net.sockets[0]?.isClosed).toBe(true);
  expect(net.sockets).toHaveLength(2);
});

test('asks at once whether the token still counts when the server says that it does not', async () => {
  const net = network();
  net.drop(closeCodes.unauthenticated);
  expect(net.seen).toEqual(['poll']);
  await net.timer.pass(1_000);
  expect(net.sockets).toHaveLength(2);
});

test('waits long where there are too many', async () => {
  const net = network();
  net.drop(closeCodes.tooMany);
  await net.timer.pass(29_000);
  expect(net.sockets).toHaveLength(1);
  await net.timer.pass(2_000);
  expect(net.sockets).toHaveLength(2);
});

test('comes back at once when the network does', () => {
  const net = network();
  net.drop();
  net.live.hurry();
  expect(net.sockets).toHaveLength(2);
});

test('hears nothing more after it was stopped', async () => {
  const net = network();
  net.accept();
  net.live.stop();
  net.say({ type: 'messages', messages: [message('one')], position: '1.2.1' });
  net.drop();
  await net.timer.pass(600_000);
  expect(net.seen).toEqual([]);
  expect(net.sockets).toHaveLength(1);
});
