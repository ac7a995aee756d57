/** The socket server: upgrade, limits, heartbeat, orderly end. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { addressKey } from '../limits/index.ts';
import type { Log } from '../log/index.ts';

const heartbeatMilliseconds = 25_000;
/** A socket has this long to say who it is. */
const admissionMilliseconds = 10_000;
/** What may wait for a slow reader before it is cut off; it comes back and resumes. */
const bufferedBytesMax = 1_048_576;
const framesPerHeartbeatMax = 150;
const socketsPerAddressMax = 500;
const closeWaitMilliseconds = 2_000;

const closeTooMany = 4429;
const closeNotAdmitted = 4401;
const closeRestarting = 1012;

export type Socket = {
  /** Sends a frame as it is; cuts the socket off when it reads too slowly. */
  send: (frame: string) => void;
  close: (code: number, reason: string) => void;
  /** Says that the caller is known; until then the socket is closed after a while. */
  admit: () => void;
  /** Asks for a sign of life; answers for how many milliseconds none has come. */
  silence: () => number;
};

export type SocketHandlers = {
  onFrame: (frame: unknown) => void;
  onClose: () => void;
  /** Called with each heartbeat, for what has to be checked now and then. */
  onHeartbeat?: () => void;
};

export type Sockets = { count: () => number; close: () => Promise<void> };

type State = {
  handlers: SocketHandlers;
  alive: boolean;
  admitted: boolean;
  since: number;
  heardAt: number;
  frames: number;
};

/** All sockets of one server. */
type Hall = { states: Map<WebSocket, State>; perAddress: Map<string, number>; log: Log };

type Open = (socket: Socket, request: IncomingMessage) => SocketHandlers;

/**
 * Serves sockets at each path. `open` answers the handlers of a new socket; a frame that is not JSON closes it.
 * `addressOf` tells who is behind a proxy.
 */
export function attachSockets(
  server: Server,
  options: {
    paths: Record<string, Open>;
    frameBytesMax: number;
    addressOf: (request: IncomingMessage) => string;
    log: Log;
  },
): Sockets {
  const maxPayload = options.frameBytesMax;
  const handleProtocols = () => false as const;
  const wss = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, handleProtocols });
  const hall: Hall = { states: new Map(), perAddress: new Map(), log: options.log };

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const open = options.paths[path];
    const address = addressKey(options.addressOf(request));
    if (!open) refuse(stream, '404 Not Found');
    else if ((hall.perAddress.get(address) ?? 0) >= socketsPerAddressMax)
      refuse(stream, '429 Too Many Requests');
    else wss.handleUpgrade(request, stream, head, (ws) => accept(hall, ws, open, request, address));
  });

  const heartbeat = setInterval(() => beat(hall.states), heartbeatMilliseconds).unref();
  const admission = setInterval(() => closeNotAdmittedIn(hall.states), admissionMilliseconds).unref();
  return {
    count: () => hall.states.size,
    close: async () => {
      clearInterval(heartbeat);
      clearInterval(admission);
      await closeAll(hall.states);
      wss.close();
    },
  };
}

function accept(hall: Hall, ws: WebSocket, open: Open, request: IncomingMessage, address: string): void {
  hall.perAddress.set(address, (hall.perAddress.get(address) ?? 0) + 1);
  const state: State = {
    handlers: nothing,
    alive: true,
    admitted: false,
    since: performance.now(),
    heardAt: performance.now(),
    frames: 0,
  };
  hall.states.set(ws, state);
  state.handlers = open(socketOver(ws, state), request);
  ws.on('message', (data, isBinary) => onMessage(hall, ws, state, data as Buffer, isBinary));
  ws.on('ping', () => countFrame(ws, state));
  ws.on('pong', () => {
    state.alive = true;
    state.heardAt = performance.now();
  });
  ws.on('error', (error) => hall.log.debug({ err: error }, 'socket failed'));
  ws.on('close', () => {
    hall.states.delete(ws);
    const left = (hall.perAddress.get(address) ?? 1) - 1;
    if (left > 0) hall.perAddress.set(address, left);
    else hall.perAddress.delete(address);
    state.handlers.onClose();
  });
}

const nothing: SocketHandlers = { onFrame: () => undefined, onClose: () => undefined };

function socketOver(ws: WebSocket, state: State): Socket {
  return {
    send: (frame) => {
      if (ws.readyState !== WebSocket.OPEN) return;
      // A close frame would wait behind what is not read: this one is cut off, comes back and resumes.
      if (ws.bufferedAmount > bufferedBytesMax) ws.terminate();
      else ws.send(frame);
    },
    close: (code, reason) => ws.close(code, reason),
    admit: () => {
      state.admitted = true;
    },
    silence: () => {
      if (ws.readyState === WebSocket.OPEN) ws.ping();
      return performance.now() - state.heardAt;
    },
  };
}

/** Counts a frame; false when there were too many, and the socket is being closed. */
function countFrame(ws: WebSocket, state: State): boolean {
  state.frames += 1;
  state.heardAt = performance.now();
  if (state.frames <= framesPerHeartbeatMax) return true;
  ws.close(closeTooMany, 'too many frames');
  return false;
}

function onMessage(hall: Hall, ws: WebSocket, state: State, data: Buffer, isBinary: boolean): void {
  if (!countFrame(ws, state)) return;
  try {
    if (isBinary) throw new Error('binary');
    state.handlers.onFrame(JSON.parse(data.toString('utf8')));
  } catch (error) {
    hall.log.debug({ err: error }, 'frame refused');
    ws.close(1007, 'frames are JSON as in the documentation');
  }
}

async function closeAll(states: Map<WebSocket, State>): Promise<void> {
  for (const ws of states.keys()) ws.close(closeRestarting, 'restarting');
  const deadline = Date.now() + closeWaitMilliseconds;
  while (states.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const ws of states.keys()) ws.terminate();
}

function beat(states: Map<WebSocket, State>): void {
  for (const [ws, state] of states) {
    if (!state.alive) {
      ws.terminate();
      continue;
    }
    state.alive = false;
    state.frames = 0;
    ws.ping();
    state.handlers.onHeartbeat?.();
  }
}

function closeNotAdmittedIn(states: Map<WebSocket, State>): void {
  const latest = performance.now() - admissionMilliseconds;
  for (const [ws, state] of states) {
    if (!state.admitted && state.since < latest) ws.close(closeNotAdmitted, 'not authenticated in time');
  }
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
