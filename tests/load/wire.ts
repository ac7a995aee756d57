/** HTTP and sockets of the load generator, each visitor from an address of 127.0.0.0/8, as the server limits per address. */
import { Agent, request } from 'node:http';
import WebSocket from 'ws';

/** Below the limit of new sessions for an address. */
const visitorsPerAddress = 25;
const socketsPerAgentMax = 16;
const openMillisecondsMax = 20_000;

const agents = new Map<string, Agent>();

/** The address of the visitor with this number. */
export function addressOf(visitor: number): string {
  const host = Math.floor(visitor / visitorsPerAddress);
  return `127.10.${Math.floor(host / 250)}.${(host % 250) + 1}`;
}

/** Closes HTTP connections that are kept for the next request. */
export function closeIdle(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}

type Ask = { token?: string | undefined; body?: unknown; address?: string };

/** Asks for JSON; refuses what is not a success. */
export function ask<T>(
  method: 'GET' | 'POST',
  url: string,
  { token, body, address = '127.0.0.1' }: Ask,
): Promise<T> {
  let agent = agents.get(address);
  if (!agent) {
    agent = new Agent({ keepAlive: true, maxSockets: socketsPerAgentMax, localAddress: address });
    agents.set(address, agent);
  }
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        answer += chunk;
      });
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300)
          resolve((answer === '' ? undefined : JSON.parse(answer)) as T);
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${answer}`));
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
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
