import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AddressInfo, type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { backoffMs, createRealtime, type Realtime, type RealtimeWorld } from './realtime.ts';

type Timer = { ms: number; act: () => void };
type Connection = { socket: ServerSocket; said: unknown[] };

let server: WebSocketServer;
let connections: Connection[];
let timers: Set<Timer>;
let waits: number[];
let told: unknown[];
let realtime: Realtime;

const entry = (position: string) => ({ id: position, kind: 'message.received', position });

beforeEach(async () => {
  connections = [];
  timers = new Set();
  waits = [];
  told = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    const connection: Connection = { socket, said: [] };
    connections.push(connection);
    socket.on('message', (data) => connection.said.push(JSON.parse(String(data))));
  });
  realtime = createRealtime(world());
  realtime.listen({
    entries: (entries) => told.push(...entries.map(({ position }) => position)),
    reset: (position) => told.push(`reset ${position}`),
    status: (status) => told.push(status),
    turnedAway: () => told.push('turned away'),
  });
});

afterEach(async () => {
  realtime.stop();
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

/** The real socket; a clock that stands still until the test moves it. */
function world(): RealtimeWorld {
  return {
    url: () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    open: (url) => new WebSocket(url),
    after(ms, act) {
      const timer = { ms, act };
      timers.add(timer);
      waits.push(ms);
      return () => void timers.delete(timer);
    },
    random: () => 0.5,
  };
}

/** Lets the pending timer go off and says for how long it would have waited. */
function elapse(): number {
  const [timer] = timers;
  if (!timer || timers.size > 1) throw new Error(`${timers.size} timers are pending, not one.`);
  timers.delete(timer);
  timer.act();
  return timer.ms;
}

/** Waits until something is so: for what travels through a real socket. */
async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; !isSo(); round++) {
    if (round > 2_000) throw new Error(`It never came about. Told: ${JSON.stringify(told)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** The `index`-th connection once it has said its first words. */
async function connected(index: number): Promise<Connection> {
  await until(() => (connections[index]?.said.length ?? 0) > 0);
  return connections[index] as Connection;
}

const tell = ({ socket }: Connection, frame: unknown) => socket.send(JSON.stringify(frame));

test('follows from now, asks for a fetch, and tells entries in the order of the frames', async () => {
  realtime.start();
  const first = await connected(0);
  expect(first.said).toEqual([{ type: 'resume', since: null }]);
  tell(first, { type: 'ready', position: '1.1.1' });
  tell(first, { type: 'entries', entries: [entry('1.2.1'), entry('1.2.2')], position: '1.2.2' });
  tell(first, { type: 'entries', entries: [entry('1.3.1')], position: '1.3.1' });
  await until(() => told.includes('1.3.1'));
  expect(told).toEqual(['connecting', 'online', 'reset 1.1.1', '1.2.1', '1.2.2', '1.3.1']);
});

test('comes back after a drop and resumes from the last position, without a second fetch', async () => {
  realtime.start();
  const first = await connected(0);
  tell(first, { type: 'ready', position: '1.1.1' });
  tell(first, { type: 'entries', entries: [entry('1.2.1')], position: '1.2.1' });
  await until(() => told.includes('1.2.1'));
  first.socket.terminate();
  await until(() => realtime.status() === 'connecting');
  expect(elapse()).toBe(backoffMs(1, 0.5));
  const second = await connected(1);
  expect(second.said).toEqual([{ type: 'resume', since: '1.2.1' }]);
  tell(second, { type: 'entries', entries: [entry('1.3.1')], position: '1.3.1' });
  tell(second, { type: 'ready', position: '1.3.1' });
  await until(() => realtime.status() === 'online');
  expect(told).toEqual(['connecting', 'online', 'reset 1.1.1', '1.2.1', 'connecting', '1.3.1', 'online']);
});

test('too far behind: fetch again and follow from the new position', async () => {
  realtime.start();
  const first = await connected(0);
  tell(first, { type: 'ready', position: '1.1.1' });
  await until(() => realtime.status() === 'online');
  tell(first, { type: 'reset', position: '9.1.1' });
  await until(() => told.includes('reset 9.1.1'));
  expect(realtime.position()).toBe('9.1.1');
  first.socket.terminate();
  await until(() => timers.size === 1 && realtime.status() === 'connecting');
  elapse();
  expect((await connected(1)).said).toEqual([{ type: 'resume', since: '9.1.1' }]);
});

test('a hundred drops at random moments lose nothing and double nothing', async () => {
  const all = Array.from({ length: 300 }, (_, index) => `1.${index + 1}.1`);
  const after = (position: string | null) => all.slice(position === null ? 0 : all.indexOf(position) + 1);
  const heard: string[] = [];
  const chance = mulberry(7);
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { type, since } = JSON.parse(String(data)) as { type: string; since: string | null };
      if (type !== 'resume') return;
      for (const position of after(since)) {
        if (chance() < 0.35) return socket.close();
        tell({ socket, said: [] }, { type: 'entries', entries: [entry(position)], position });
      }
    });
  });
  realtime.listen({ entries: (entries) => heard.push(...entries.map(({ position }) => position)) });
  realtime.start();
  for (let drops = 0; heard.length < all.length; drops++) {
    expect(drops).toBeLessThan(1_000);
    await until(() => heard.length === all.length || isWaiting());
    if (heard.length < all.length) elapse();
  }
  expect(connections.length).toBeGreaterThan(50);
  expect(heard).toEqual(all);
});

/** Whether the client waits to come back: its timer is neither the limit for silence nor the one for an answer. */
function isWaiting(): boolean {
  const [timer] = timers;
  return timer !== undefined && timer.ms !== 25_000 && timer.ms !== 10_000;
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('turned away: says so and stays away until it is started again', async () => {
  realtime.start();
  const first = await connected(0);
  first.socket.close(4401);
  await until(() => told.includes('turned away'));
  expect(timers.size).toBe(0);
  realtime.wake();
  expect(timers.size).toBe(0);
  realtime.start();
  await connected(1);
});

test('too many: waits at least ten seconds', async () => {
  realtime.start();
  const first = await connected(0);
  const before = waits.length;
  first.socket.close(4429);
  await until(() => waits.length > before);
  expect(elapse()).toBeGreaterThanOrEqual(10_000);
  await connected(1);
});

test('a silent line is asked for a sign of life and given up when none comes', async () => {
  realtime.start();
  const first = await connected(0);
  tell(first, { type: 'ready', position: '1.1.1' });
  await until(() => realtime.status() === 'online');
  elapse();
  await until(() => first.said.length === 2);
  expect(first.said[1]).toEqual({ type: 'ping' });
  tell(first, { type: 'pong' });
  await until(() => [...timers].some(({ ms }) => ms === 25_000));
  elapse();
  await until(() => first.said.length === 3);
  elapse();
  expect(realtime.status()).toBe('connecting');
  elapse();
  await connected(1);
});

test('says that it is offline after several failures, and comes back at once when woken', async () => {
  realtime = createRealtime({ ...world(), url: () => 'ws://127.0.0.1:1/' });
  realtime.listen({ status: (status) => told.push(status) });
  realtime.start();
  for (let failures = 1; failures <= 3; failures++) {
    await until(isWaiting);
    if (failures < 3) elapse();
  }
  expect(told).toEqual(['connecting', 'offline']);
  realtime.wake();
  await until(isWaiting);
  expect(told).toEqual(['connecting', 'offline']);
});

test('waits longer each time, up to a limit, and never two clients alike', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempt) => backoffMs(attempt, 1));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoffMs(3, 0)).toBe(1000);
});
