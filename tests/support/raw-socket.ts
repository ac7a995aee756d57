/** WebSocket frames byte by byte (RFC 6455, section 5.2), for what no library would send. */
import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type RawFrame = { opcode: number; payload: Buffer };
export type FrameOptions = { fin?: boolean; rsv?: number; masked?: boolean; length?: bigint };

const patienceMs = 20_000;
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A frame as a client sends it, unless the options say otherwise. */
export function frameOf(opcode: number, payload: Buffer | string = '', options: FrameOptions = {}): Buffer {
  const { fin = true, rsv = 0, masked = true } = options;
  const data = Buffer.from(payload);
  const length = options.length ?? BigInt(data.length);
  const head: number[] = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const maskBit = masked ? 0x80 : 0;
  if (length < 126n) head.push(maskBit | Number(length));
  else if (length < 65_536n) head.push(maskBit | 126, Number(length >> 8n), Number(length & 255n));
  else {
    head.push(maskBit | 127);
    for (let shift = 56n; shift >= 0n; shift -= 8n) head.push(Number((length >> shift) & 255n));
  }
  if (!masked) return Buffer.concat([Buffer.from(head), data]);
  const mask = randomBytes(4);
  const hidden = data.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.concat([Buffer.from(head), mask, hidden]);
}

/** The payload of a close frame. */
export function closePayload(code: number, reason: Buffer | string = ''): Buffer {
  return Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]);
}

export type RawSocket = {
  /** The server's answer to the handshake. */
  answer: string;
  frames: RawFrame[];
  /** Bytes that came after the handshake. */
  received: () => number;
  write: (...parts: Buffer[]) => void;
  /** The code in the server's close frame; undefined when the connection ended without one. */
  closed: () => Promise<number | undefined>;
  until: (wanted: (frame: RawFrame) => boolean) => Promise<RawFrame>;
  isOver: () => boolean;
  stream: Socket;
};

/** Opens a connection and asks for the upgrade with these headers on top of the usual ones. */
export async function rawSocket(
  url: string,
  path: string,
  headers: Record<string, string | undefined> = {},
): Promise<RawSocket> {
  const { hostname, port, host } = new URL(url);
  const stream = connect({ host: hostname, port: Number(port) });
  const state = { buffer: Buffer.alloc(0), received: 0, over: false };
  const frames: RawFrame[] = [];
  let answer = '';
  stream.on('data', (chunk: Buffer) => {
    state.buffer = Buffer.concat([state.buffer, chunk]);
    if (answer === '') {
      const end = state.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      answer = state.buffer.subarray(0, end).toString('latin1');
      state.buffer = state.buffer.subarray(end + 4);
      state.received = state.buffer.length;
    } else {
      state.received += chunk.length;
    }
    for (let frame = takeFrame(state); frame; frame = takeFrame(state)) frames.push(frame);
  });
  for (const event of ['close', 'error', 'end']) stream.on(event, () => (state.over = true));
  const key = randomBytes(16).toString('base64');
  const all: Record<string, string | undefined> = {
    Host: host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': key,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}`,
  );
  stream.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  await when(() => answer !== '' || state.over, 'an answer to the handshake');
  const accept = createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64');
  if (answer.startsWith('HTTP/1.1 101') && !answer.includes(accept))
    throw new Error('a wrong Sec-WebSocket-Accept');
  return {
    answer,
    frames,
    received: () => state.received,
    write: (...parts) => {
      for (const part of parts) if (!state.over) stream.write(part);
    },
    closed: async () => {
      await when(() => state.over || frames.some(isClose), 'the end');
      const frame = frames.find(isClose);
      return frame && (frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : 1005);
    },
    until: async (wanted) => {
      await when(() => frames.some(wanted) || state.over, 'a frame');
      const found = frames.find(wanted);
      if (!found) throw new Error('The connection ended before the frame came.');
      return found;
    },
    isOver: () => state.over,
    stream,
  };
}

const isClose = (frame: RawFrame): boolean => frame.opcode === opcodes.close;

async function when(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come`);
    await sleep(5);
  }
}

/** Servers send frames unmasked. */
function takeFrame(state: { buffer: Buffer }): RawFrame | undefined {
  const { buffer } = state;
  if (buffer.length < 2) return undefined;
  const short = (buffer[1] ?? 0) & 127;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (buffer.length < start) return undefined;
  const length =
    short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
  if (buffer.length < start + length) return undefined;
  state.buffer = buffer.subarray(start + length);
  return { opcode: (buffer[0] ?? 0) & 15, payload: buffer.subarray(start, start + length) };
}
