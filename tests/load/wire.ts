/** HTTP and sockets of the load generator, each visitor from an address of 127.0.0.0/8, as the server limits per address. */
import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';

/** Below the limit of new sessions for an address. */
const visitorsPerAddress = 25;
const openMillisecondsMax = 20_000;

/** Connections that wait for the next request, by where they go to and the address that they come from. */
const idle = new Map<string, Connection[]>();

/** The address of the visitor with this number. */
export function addressOf(visitor: number): string {
  const host = Math.floor(visitor / visitorsPerAddress);
  return `127.10.${Math.floor(host / 250)}.${(host % 250) + 1}`;
}

/** Closes HTTP connections that are kept for the next request. */
export function closeIdle(): void {
  for (const connection of [...idle.values()].flat()) connection.socket.destroy();
  idle.clear();
}

type Answer = { status: number; body: string };
type Connection = {
  socket: Socket;
  waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
};

/**
 * Plain HTTP/1.1, one request at a time on a connection that is kept: the load shares the machine with what it measures,
 * and a full client takes as long for a request as the server does. Takes answers that say their length, as ours do.
 */
function connectTo({ hostname, host, port }: URL, address: string): Connection {
  const key = `${host} ${address}`;
  const socket = connect({ host: hostname, port: Number(port), localAddress: address, noDelay: true });
  const connection: Connection = { socket, waiting: undefined };
  let received = Buffer.alloc(0);
  const fail = (error: Error): void => {
    connection.waiting?.reject(error);
    connection.waiting = undefined;
    const kept = idle.get(key);
    if (kept)
      idle.set(
        key,
        kept.filter((other) => other !== connection),
      );
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed a connection')));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = received.toString('latin1', 0, headEnd);
    const end = headEnd + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (received.length < end) return;
    const { waiting } = connection;
    const answer = { status: Number(head.slice(9, 12)), body: received.toString('utf8', headEnd + 4, end) };
    received = received.subarray(end);
    connection.waiting = undefined;
    idle.set(key, [...(idle.get(key) ?? []), connection]);
    waiting?.resolve(answer);
  });
  return connection;
}

/** `text`: a body that is JSON already. */
type Ask = { token?: string | undefined; body?: unknown; text?: string; address?: string };

/** Asks for JSON; refuses what is not a success. */
export async function ask<T>(
  method: 'GET' | 'POST',
  url: string,
  { token, body, text = body === undefined ? '' : JSON.stringify(body), address = '127.0.0.1' }: Ask,
): Promise<T> {
  const target = new URL(url);
  const kept = idle.get(`${target.host} ${address}`)?.pop();
  const head = [
    `${method} ${target.pathname}${target.search} HTTP/1.1`,
    `host: ${target.host}`,
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...(text === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ];
  const sendOn = (connection: Connection) =>
    new Promise<Answer>((resolve, reject) => {
      connection.waiting = { resolve, reject };
      connection.socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
    });
  // A kept connection may be closed just as it is used again: as every client does, once more on a new one.
  const answer = await (kept
    ? sendOn(kept).catch(() => sendOn(connectTo(target, address)))
    : sendOn(connectTo(target, address)));
  if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.body}`);
  return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
}

export type Frame = { type: string; [part: string]: unknown };

/** Opens a socket from an address. */
export async function open(
  url: string,
  address: string,
  onFrame: (text: string) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), {
    localAddress: address,
    perMessageDeflate: false,
  });
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('a socket did not open in time')), openMillisecondsMax);
    socket.once('open', () => {
      clearTimeout(late);
      resolve();
    });
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  socket.on('message', (data) => onFrame(String(data)));
  return socket;
}

/** Opens a socket of the product and follows from now. */
export async function follow(
  url: string,
  who: { token: string; address: string },
  onFrame: (frame: Frame) => void,
): Promise<WebSocket> {
  let ready: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const socket = await open(url, who.address, (text) => {
    const frame = JSON.parse(text) as Frame;
    if (frame.type === 'ready') ready();
    else onFrame(frame);
  });
  const closed = new Promise<never>((_, reject) => {
    socket.once('close', (code, reason) =>
      reject(new Error(`the server closed a socket: ${code} ${reason}`)),
    );
  });
  closed.catch(() => undefined);
  socket.send(JSON.stringify({ type: 'authenticate', token: who.token }));
  socket.send(JSON.stringify({ type: 'resume', since: null }));
  await Promise.race([isReady, closed]);
  return socket;
}
