/** A push service of our own, and a browser that subscribes at it and reads what it is sent (RFC 8291, from the other side). */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { post } from '../../server/platform/ssrf/testing.ts';

export type Pushed = { path: string; headers: IncomingHttpHeaders; body: Buffer };

export type PushService = {
  url: string;
  /** What it took. */
  taken: Pushed[];
  /** What it answers from now on, one after another; then 201. */
  answers: number[];
  asked: () => number;
  close: () => Promise<void>;
};

/** How a server under test reaches it: it is on this machine. */
export const reachesPush = post;

export async function startPushService(): Promise<PushService> {
  const taken: Pushed[] = [];
  const answers: number[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked += 1;
      const status = answers.shift() ?? 201;
      if (status === 201)
        taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    answers,
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A browser's subscription, and how it reads what comes. */
export function newBrowser(service: { url: string }, name: string) {
  const own = createECDH('prime256v1');
  own.generateKeys();
  const auth = randomBytes(16);
  const derived = (secret: Buffer, salt: Buffer, info: string | Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
  return {
    subscription: {
      endpoint: `${service.url}/send/${name}`,
      keys: { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') },
    },
    read({ body }: Pushed): Record<string, unknown> {
      const salt = body.subarray(0, 16);
      const end = 21 + body.readUInt8(20);
      const theirs = body.subarray(21, end);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs]);
      const secret = derived(own.computeSecret(theirs), auth, info, 32);
      const key = derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
      const nonce = derived(secret, salt, 'Content-Encoding: nonce\0', 12);
      const opening = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 });
      opening.setAuthTag(body.subarray(-16));
      const clear = Buffer.concat([opening.update(body.subarray(end, -16)), opening.final()]);
      return JSON.parse(clear.subarray(0, clear.lastIndexOf(2)).toString());
    },
  };
}
