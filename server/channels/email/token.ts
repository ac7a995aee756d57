/**
 * By what a reply is known again: the id of its conversation with a MAC over workspace, conversation and recipient, 128 bits
 * of HMAC-SHA-256 (RFC 2104, cut as §5 allows). Nobody can make one, and one is of use to its recipient alone.
 */
import { createHmac } from 'node:crypto';
import { sameBytes } from '../../platform/crypto/index.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const idBytes = 16;
const macBytes = 16;
const bitsInLetter = 5;
/** 256 bits. */
const tokenLength = 52;
const pattern = /^[a-z2-7]{52}$/;
/** A local part has 64 characters at most (RFC 5321 §4.5.3.1.1), of which `+` and the token take 53. */
const nameLengthMax = 11;

export type Told = { workspaceId: string; conversationId: string; recipient: string };

/** The token for a recipient, in letters that survive as part of an address. */
export function tokenFor(key: Buffer, told: Told): string {
  return encode(Buffer.concat([uuidBytes(told.conversationId), macOf(key, told)]));
}

/** The conversation that a token names for this recipient; undefined where it is not one of ours, whole and for them. */
export function conversationBy(
  key: Buffer,
  token: string,
  { workspaceId, recipient }: Omit<Told, 'conversationId'>,
): string | undefined {
  const bytes = decode(token);
  if (!bytes) return undefined;
  const conversationId = uuidText(bytes.subarray(0, idBytes));
  const mac = macOf(key, { workspaceId, conversationId, recipient });
  return sameBytes(mac, bytes.subarray(idBytes)) ? conversationId : undefined;
}

/** The tokens that stand in addresses (`name+token@`) and in Message-IDs (`<token.…@`). */
export function tokensIn(addresses: readonly string[], messageIds: readonly string[]): string[] {
  const inAddresses = addresses.flatMap((address) => /\+([a-z2-7]{52})@/.exec(address)?.[1] ?? []);
  const inIds = messageIds.flatMap((id) => /^<([a-z2-7]{52})\.[^@]*@/.exec(id)?.[1] ?? []);
  return [...new Set([...inAddresses, ...inIds])];
}

/** Where answers go: the inbox's address with the token, or without where there is no room for it. */
export function addressWith(token: string, address: string): string {
  const at = address.lastIndexOf('@');
  return at > nameLengthMax ? address : `${address.slice(0, at)}+${token}${address.slice(at)}`;
}

/** An address without what stands behind a `+`. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}

function macOf(key: Buffer, { workspaceId, conversationId, recipient }: Told): Buffer {
  const said = JSON.stringify(['mail reply', workspaceId, conversationId, recipient.toLowerCase()]);
  return createHmac('sha256', key).update(said).digest().subarray(0, macBytes);
}

function encode(bytes: Buffer): string {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= bitsInLetter) {
      bits -= bitsInLetter;
      text += letters[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + letters[(held << (bitsInLetter - bits)) & 31];
}

function decode(token: string): Buffer | undefined {
  if (token.length !== tokenLength || !pattern.test(token)) return undefined;
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const letter of token) {
    held = (held << bitsInLetter) | letters.indexOf(letter);
    bits += bitsInLetter;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  const decoded = Buffer.from(bytes);
  // The bits left over are none of the token: one text stands for one token.
  return encode(decoded) === token ? decoded : undefined;
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
