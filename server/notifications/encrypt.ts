/**
 * Messages that only one browser can read (RFC 8291, with the content encoding aes128gcm of RFC 8188), and who sends them
 * (VAPID, RFC 8292). Primitives of node:crypto; the test holds them against the example of RFC 8291.
 */
import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';

const saltBytes = 16;
const tagBytes = 16;
const recordBytes = 4_096;
const pointBytes = 65;
const scalarBytes = 32;
const tokenSeconds = 12 * 3_600;
/** What every push service takes; a message of ours is far shorter. */
const textBytesMax = 3_000;

type Keys = { p256dh: string; auth: string };

/** The body of a push message. `own` and `salt` are chance; tests bring theirs. */
export function encryptFor(
  { p256dh, auth }: Keys,
  text: string,
  own: ECDH = fresh(),
  salt: Buffer = randomBytes(saltBytes),
): Buffer {
  const clear = Buffer.from(text);
  if (clear.length > textBytesMax) throw new Error('A push message is short.');
  const theirs = Buffer.from(p256dh, 'base64url');
  const mine = own.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, mine]);
  const secret = derived(own.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derived(secret, salt, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce, { authTagLength: tagBytes });
  // A single record, whose end is marked by 2.
  const sealed = Buffer.concat([cipher.update(Buffer.concat([clear, Buffer.from([2])])), cipher.final()]);
  const head = Buffer.alloc(saltBytes + 5);
  salt.copy(head);
  head.writeUInt32BE(recordBytes, saltBytes);
  head.writeUInt8(mine.length, saltBytes + 4);
  return Buffer.concat([head, mine, sealed, cipher.getAuthTag()]);
}

/** A new key for this installation, as its private number. */
export function newPushKey(): string {
  return fresh().getPrivateKey().toString('base64url').padStart(43, 'A');
}

/** What browsers subscribe with. */
export function publicPushKey(privateKey: string): string {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  return ecdh.getPublicKey('base64url');
}

/** The header by which a push service knows who sends: `subject` is where somebody can be reached. */
export function authorisation(privateKey: string, address: string, subject: string, now: Date): string {
  const publicKey = publicPushKey(privateKey);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: new URL(address).origin,
    exp: Math.floor(now.getTime() / 1_000) + tokenSeconds,
    sub: subject,
  };
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 1 + scalarBytes).toString('base64url'),
    y: point.subarray(1 + scalarBytes).toString('base64url'),
    d: Buffer.from(privateKey, 'base64url').toString('base64url'),
  };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`;
}

/** Whether these can be a browser's keys: a point on the curve, and sixteen bytes. */
export function areKeys({ p256dh, auth }: Keys): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== pointBytes || point[0] !== 4 || Buffer.from(auth, 'base64url').length !== saltBytes)
    return false;
  try {
    const at = (from: number) => point.subarray(from, from + scalarBytes).toString('base64url');
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: at(1), y: at(1 + scalarBytes) }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

function fresh(): ECDH {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return ecdh;
}

function derived(secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}
