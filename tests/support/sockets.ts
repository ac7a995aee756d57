/** Sockets for tests: what came, what closed them. */
import assert from 'node:assert/strict';
import WebSocket, { type ClientOptions } from 'ws';
import { type ClientFrame, realtimePath, visitorRealtimePath } from '../../contract/realtime.ts';

/** Before the first entry of a new database. */
export const firstPosition = '1.0.0';

const patienceMs = 20_000;

export type Frame = {
  type: string;
  position?: string;
  entries?: import('../../contract/entries.ts').Entry[];
  messages?: import('../../contract/visitor.ts').VisitorMessage[];
  reactions?: import('../../contract/visitor.ts').VisitorReaction[];
};

export type TestSocket = {
  frames: Frame[];
  /** Everything that came, as it came. */
  heard: () => string;
  send: (frame: ClientFrame | string | Buffer) => void;
  /** Waits for a frame. */
  until: (wanted: (frame: Frame) => boolean) => Promise<Frame>;
  /** Waits for the end; answers its code. */
  ended: () => Promise<number>;
  isOpen: () => boolean;
  drop: () => void;
  raw: WebSocket;
};

/** Opens a socket at a path of the server. */
export async function openSocket(
  url: string,
  path: string,
  options: ClientOptions & { onFrame?: (frame: Frame) => void } = {},
): Promise<TestSocket> {
  const raw = new WebSocket(url.replace(/^http/, 'ws') + path, options);
  const frames: Frame[] = [];
  const texts: string[] = [];
  const waiting = new Set<() => void>();
  let code: number | undefined;
  const wake = () => {
    for (const look of waiting) look();
  };
  raw.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    texts.push(String(data));
    frames.push(frame);
    options.onFrame?.(frame);
    wake();
  });
  raw.on('error', () => undefined);
  raw.on('close', (closed) => {
    code = closed;
    wake();
  });
  const when = <T>(find: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        const last = texts.slice(-3).join(' ').slice(0, 500);
        reject(new Error(`${what} did not come; closed with ${code}; the last frames: ${last}`));
      }, patienceMs);
      const look = () => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  await new Promise<void>((resolve) => {
    raw.once('open', () => resolve());
    raw.once('close', () => resolve());
  });
  return {
    frames,
    heard: () => texts.join('\n'),
    send: (frame) =>
      raw.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)),
    until: (wanted) => when(() => frames.find(wanted), 'a frame'),
    ended: () => when(() => code, 'the end'),
    isOpen: () => raw.readyState === WebSocket.OPEN,
    drop: () => raw.terminate(),
    raw,
  };
}

/** A member's or visitor's socket that follows from a position. */
export async function followFrom(
  url: string,
  token: string,
  since: string | null,
  options: { onFrame?: (frame: Frame) => void } = {},
): Promise<TestSocket> {
  const path = token.startsWith('vt_') ? visitorRealtimePath : realtimePath;
  const socket = await openSocket(url, path, options);
  socket.send({ type: 'authenticate', token });
  socket.send({ type: 'resume', since });
  await socket.until((frame) => frame.type === 'ready');
  assert.ok(socket.isOpen());
  return socket;
}
