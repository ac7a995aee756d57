/** H2: frames as RFC 6455 allows and forbids them, on a raw connection. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { clientFrameBytesMax, realtimePath, visitorRealtimePath } from '../contract/realtime.ts';
import type { TestServer } from '../server/app/testing.ts';
import { startServerBehindProxy } from './support/people.ts';
import { closePayload, frameOf, opcodes, type RawSocket, rawSocket } from './support/raw-socket.ts';

const { continuation, text, binary, close, ping, pong } = opcodes;
const hello = '{"type":"ping"}';
const half = Math.floor(hello.length / 2);

let server: TestServer;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

/** A ping of our language is answered before any admission. */
const answered = (socket: RawSocket) =>
  socket.until((frame) => frame.payload.toString() === '{"type":"pong"}');

describe.each([realtimePath, visitorRealtimePath])('%s', (path) => {
  const open = () => rawSocket(server.url, path);

  test.each<[what: string, code: number, frames: Buffer[]]>([
    ['a frame without a mask', 1002, [frameOf(text, hello, { masked: false })]],
    ['reserved bit 1, which would be compression', 1002, [frameOf(text, hello, { rsv: 4 })]],
    ['reserved bit 2', 1002, [frameOf(text, hello, { rsv: 2 })]],
    ['reserved bit 3', 1002, [frameOf(text, hello, { rsv: 1 })]],
    ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): [string, number, Buffer[]] => [
      `reserved opcode ${opcode}`,
      1002,
      [frameOf(opcode, hello)],
    ]),
    ['a ping in fragments', 1002, [frameOf(ping, 'a', { fin: false })]],
    ['a close in fragments', 1002, [frameOf(close, closePayload(1000), { fin: false })]],
    ['a ping of 126 bytes', 1002, [frameOf(ping, Buffer.alloc(126))]],
    ['a close of 126 bytes', 1002, [frameOf(close, closePayload(1000, 'x'.repeat(124)))]],
    ['a continuation of nothing', 1002, [frameOf(continuation, hello)]],
    [
      'a new message in the middle of one',
      1002,
      [frameOf(text, hello.slice(0, half), { fin: false }), frameOf(text, hello.slice(half))],
    ],
    ['a close of one byte', 1002, [frameOf(close, Buffer.from([3]))]],
    ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535].map((code): [string, number, Buffer[]] => [
      `the close code ${code}`,
      1002,
      [frameOf(close, closePayload(code))],
    ]),
    ['a reason that is not UTF-8', 1007, [frameOf(close, closePayload(1000, Buffer.from([0xff])))]],
    ['text that is not UTF-8', 1007, [frameOf(text, Buffer.from([0xce, 0xba, 0xff]))]],
    ['overlong UTF-8', 1007, [frameOf(text, Buffer.from([0xc0, 0xaf]))]],
    ['half of a surrogate pair', 1007, [frameOf(text, Buffer.from([0xed, 0xa0, 0x80]))]],
    ['a code point beyond the last', 1007, [frameOf(text, Buffer.from([0xf4, 0x90, 0x80, 0x80]))]],
    [
      'a character cut off at the end of a message in fragments',
      1007,
      [frameOf(text, Buffer.from([0xe2, 0x82]), { fin: false }), frameOf(continuation, Buffer.from([0x22]))],
    ],
    ['a binary message', 1007, [frameOf(binary, hello)]],
    ['a text that is not JSON', 1007, [frameOf(text, 'hello')]],
    ['no text at all', 1007, [frameOf(text, '')]],
    ['a message that is too large by a byte', 1009, [frameOf(text, ' '.repeat(clientFrameBytesMax + 1))]],
    ['the announcement of 2^40 bytes', 1009, [frameOf(text, hello, { length: 2n ** 40n })]],
    ['the announcement of 2^63 bytes', 1009, [frameOf(text, hello, { length: 2n ** 63n })]],
  ])('%s ends the connection with %i', async (_what, code, frames) => {
    const socket = await open();
    socket.write(...frames);
    expect(await socket.closed()).toBe(code);
    expect(socket.frames.filter((frame) => frame.opcode === text)).toEqual([]);
    socket.stream.destroy();
  });

  test('a message that never ends, in fragments, is ended for it at the limit', async () => {
    const socket = await open();
    const part = Buffer.alloc(1_024, 'x');
    socket.write(frameOf(text, part, { fin: false }));
    let sent = part.length;
    while (!socket.isOver() && sent < 64 * clientFrameBytesMax) {
      socket.write(frameOf(continuation, part, { fin: false }));
      sent += part.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await socket.closed()).toBe(1009);
    socket.stream.destroy();
  });

  test('a message in fragments of a byte, with pings between and in pieces on the line, is one message', async () => {
    const socket = await open();
    const bytes = Buffer.from('{"type":"ping","é":"€ 𝄞"}');
    const frames = [...bytes].flatMap((byte, at) => [
      frameOf(at === 0 ? text : continuation, Buffer.from([byte]), { fin: at === bytes.length - 1 }),
      ...(at === 3 ? [frameOf(ping, 'in between')] : []),
    ]);
    for (const byte of Buffer.concat(frames)) socket.write(Buffer.from([byte]));
    await answered(socket);
    expect(socket.frames[0]).toMatchObject({ opcode: pong, payload: Buffer.from('in between') });
    socket.stream.destroy();
  });

  test('a message of the largest size is read', async () => {
    const socket = await open();
    socket.write(frameOf(text, hello + ' '.repeat(clientFrameBytesMax - hello.length)));
    await answered(socket);
    socket.stream.destroy();
  });

  test('a ping of any size up to 125 bytes is answered with the same, a pong with nothing', async () => {
    const socket = await open();
    const payload = Buffer.alloc(125, 0xfe);
    socket.write(frameOf(pong, 'unasked'), frameOf(ping), frameOf(ping, payload), frameOf(text, hello));
    await answered(socket);
    expect(socket.frames.slice(0, 2)).toEqual([
      { opcode: pong, payload: Buffer.alloc(0) },
      { opcode: pong, payload },
    ]);
    socket.stream.destroy();
  });

  test.each([1000, 1001, 1003, 1007, 1011, 3000, 4999])(
    'the close code %i is answered with itself',
    async (code) => {
      const socket = await open();
      socket.write(frameOf(close, closePayload(code, 'bye')), frameOf(text, hello));
      expect(await socket.closed()).toBe(code);
      expect(socket.frames).toHaveLength(1);
    },
  );

  test('compression is not agreed on, whoever offers it', async () => {
    const socket = await rawSocket(server.url, path, {
      'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
      'Sec-WebSocket-Protocol': 'chat, superchat',
    });
    expect(socket.answer).toMatch(/^HTTP\/1.1 101 /);
    expect(socket.answer).not.toMatch(/sec-websocket-(extensions|protocol)/i);
    socket.stream.destroy();
  });

  test.each<[what: string, headers: Record<string, string | undefined>, answer: RegExp]>([
    ['another version', { 'Sec-WebSocket-Version': '7' }, / (400|426) /],
    ['no version', { 'Sec-WebSocket-Version': undefined }, / (400|426) /],
    ['no key', { 'Sec-WebSocket-Key': undefined }, / 400 /],
    ['a key of the wrong size', { 'Sec-WebSocket-Key': 'c2hvcnQ=' }, / 400 /],
    ['another protocol', { Upgrade: 'h2c' }, / (400|404|426) /],
  ])('a handshake with %s is refused', async (_what, headers, answer) => {
    const socket = await rawSocket(server.url, path, headers);
    expect(socket.answer).toMatch(answer);
    socket.stream.destroy();
  });
});

test.each(['/api/v1/realtime/', '/api/v1/realtime/x', '/api/v1/*', '/', '/api/v1/conversations'])(
  'there is no socket at %s',
  async (path) => {
    const socket = await rawSocket(server.url, path);
    expect(socket.answer).toMatch(/^HTTP\/1.1 404 /);
    socket.stream.destroy();
  },
);
