/** Whether a delivery comes from who knows the secret: over the very bytes that came, in constant time. Pure. */
import { createHmac } from 'node:crypto';
import type { WebhookSigning } from '../../contract/webhooks.ts';
import { sameBytes } from '../platform/crypto/index.ts';

export type Arrived = {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Uint8Array;
  /** When it came. */
  at: Date;
};

/** `messageId`: the id that the sender gave it; `isIdSigned`: nobody else can have changed it. */
export type Proof = { messageId: string | null; isIdSigned: boolean };

/** By Standard Webhooks: five minutes both ways. */
const standardToleranceSeconds = 300;
/** While a sender changes its secret it may sign with several. */
const signaturesMax = 10;
const messageIdLengthMax = 200;
const secretPrefix = 'whsec_';
const secondsPattern = /^\d{9,11}$/;

/** The proof of one that one of the secrets signed; undefined for any other. */
export function proofOf(
  signing: WebhookSigning,
  secrets: readonly string[],
  arrived: Arrived,
): Proof | undefined {
  return signing.scheme === 'standard'
    ? standardProof(secrets, arrived)
    : hmacProof(signing, secrets, arrived);
}

function standardProof(secrets: readonly string[], arrived: Arrived): Proof | undefined {
  const messageId = headerOf(arrived, 'webhook-id');
  const timestamp = headerOf(arrived, 'webhook-timestamp');
  const given = headerOf(arrived, 'webhook-signature').split(' ').slice(0, signaturesMax);
  const keys = secrets.map((secret) => Buffer.from(secret.replace(secretPrefix, ''), 'base64'));
  const signed = [Buffer.from(`${messageId}.${timestamp}.`), arrived.body];
  const isRight = isOneOf(
    keys.map((key) => `v1,${digestOf(key, signed, 'base64')}`),
    given,
  );
  const isWhole = messageId !== '' && messageId.length <= messageIdLengthMax;
  if (!isRight || !isWhole || !isFresh(timestamp, arrived.at, standardToleranceSeconds)) return undefined;
  return { messageId, isIdSigned: true };
}

function hmacProof(
  signing: Extract<WebhookSigning, { scheme: 'hmac' }>,
  secrets: readonly string[],
  arrived: Arrived,
): Proof | undefined {
  const header = headerOf(arrived, signing.header);
  const { timestamp, given } = partsOf(signing, header, arrived);
  const signed = timestamp === undefined ? [arrived.body] : [Buffer.from(`${timestamp}.`), arrived.body];
  const isRight = isOneOf(
    secrets.map((secret) => signing.prefix + digestOf(Buffer.from(secret), signed, signing.encoding)),
    given,
  );
  if (!isRight || secrets.length === 0) return undefined;
  if (timestamp !== undefined && !isFresh(timestamp, arrived.at, signing.toleranceSeconds)) return undefined;
  const id = signing.idHeader === null ? '' : headerOf(arrived, signing.idHeader);
  return { messageId: id.slice(0, messageIdLengthMax) || null, isIdSigned: false };
}

/** The signatures that were given and the time that was signed with the body, by how they are written. */
function partsOf(
  signing: Extract<WebhookSigning, { scheme: 'hmac' }>,
  header: string,
  arrived: Arrived,
): { timestamp: string | undefined; given: string[] } {
  switch (signing.timestamp) {
    case 'none':
      return { timestamp: undefined, given: [header] };
    case 'header':
      return { timestamp: headerOf(arrived, signing.timestampHeader ?? ''), given: [header] };
    case 'in-signature': {
      const parts = header.split(',').map((part) => part.trim());
      const valuesOf = (name: string) =>
        parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
      return { timestamp: valuesOf('t')[0] ?? '', given: valuesOf('v1').slice(0, signaturesMax) };
    }
  }
}

/** Every pair is compared, so that how long it takes says nothing of which one fits. */
function isOneOf(expected: readonly string[], given: readonly string[]): boolean {
  let found = false;
  for (const one of expected) {
    for (const other of given) found = sameBytes(Buffer.from(one), Buffer.from(other)) || found;
  }
  return found;
}

function digestOf(key: Uint8Array, parts: readonly Uint8Array[], encoding: 'hex' | 'base64'): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest(encoding);
}

function isFresh(timestamp: string, at: Date, toleranceSeconds: number): boolean {
  if (!secondsPattern.test(timestamp)) return false;
  return Math.abs(at.getTime() / 1_000 - Number(timestamp)) <= toleranceSeconds;
}

/** Empty for one that is absent, or there twice. */
function headerOf({ headers }: Arrived, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
