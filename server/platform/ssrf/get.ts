/** Getting what an address shows that somebody else named: over redirects, each judged anew, and never more than was asked for. */
import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPublicAddress } from './address.ts';
import { isLocalName } from './local-name.ts';

const redirectsMax = 3;
/** For everything: redirects, the answer, and all of its bytes. */
const allMilliseconds = 8_000;
const headBytesMax = 16_384;
const addressLengthMax = 2_000;
const redirectStatuses = [301, 302, 303, 307, 308];

export type Wish = {
  /** What its type begins with; anything else is left alone. */
  types: readonly string[];
  bytesMax: number;
  /** A longer one is refused; else its beginning is enough. */
  isWhole: boolean;
};
export type Got = { url: URL; type: string; body: Buffer };
/** Undefined for whatever is not there or may not be reached: which of them, nobody is told. */
export type Getter = (address: string, wish: Wish) => Promise<Got | undefined>;

/** Where one may go. Tests have a small one of their own. */
export type World = {
  isPublic: (address: string) => boolean;
  /** Ports beside those that http and https have of themselves. */
  ports: readonly string[];
  resolve: (
    hostname: string,
    done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
  ) => void;
  milliseconds: number;
};

/** Gets from the public internet. No cookie, no name and no password goes along, and nothing is remembered. */
export const getPublic: Getter = getIn({
  isPublic: isPublicAddress,
  ports: [],
  resolve: (hostname, done) => lookup(hostname, { all: true }, done),
  milliseconds: allMilliseconds,
});

/** The same in a world. */
export function getIn(world: World): Getter {
  return async (address, wish) => {
    const signal = AbortSignal.timeout(world.milliseconds);
    try {
      let url = pageAt(world, address);
      for (let hop = 0; url && hop <= redirectsMax; hop += 1) {
        const answer = await ask(world, url, wish, signal);
        const { statusCode = 0, headers } = answer;
        if (!redirectStatuses.includes(statusCode)) return await read(url, answer, wish);
        answer.destroy();
        url = headers.location === undefined ? undefined : pageAt(world, headers.location, url);
      }
      return undefined;
    } catch {
      // Refused, silent, cut off, or not what it says it is.
      return undefined;
    }
  };
}

/** The page that an address names; undefined where nobody may go. A name is judged once more when it is called. */
function pageAt(world: World, address: string, from?: URL): URL | undefined {
  if (address.length > addressLengthMax || /[\\\p{Cc}]/u.test(address)) return undefined;
  const url = URL.parse(address, from?.href);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
  if (url.port !== '' && !world.ports.includes(url.port)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const isInside = isIP(host) === 0 ? !host.includes('.') || isLocalName(host) : !world.isPublic(host);
  return isInside ? undefined : url;
}

function ask(world: World, url: URL, { types }: Wish, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? request : plainRequest;
  return new Promise((resolve, reject) => {
    const headers = {
      accept: `${types.join(', ')}, */*;q=0.1`,
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Mozilla/5.0 (compatible; RapportLinkPreview/1.0)',
    };
    const how = { headers, signal, agent: false as const, maxHeaderSize: headBytesMax };
    const asking = send(url, { ...how, lookup: lookupIn(world) }, resolve);
    asking.on('error', reject);
    asking.end();
  });
}

/** Resolves a name, and refuses it unless every one of its addresses is public: the socket takes the answer as it is. */
function lookupIn(world: World): LookupFunction {
  return (hostname, options, done) => {
    world.resolve(hostname, (error, found) => {
      if (error) return done(error, '', 0);
      const [first] = found;
      if (!first || !found.every(({ address }) => world.isPublic(address)))
        return done(Object.assign(new Error('not public'), { code: 'ENOTPUBLIC' }), '', 0);
      if (options.all) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}

async function read(url: URL, answer: IncomingMessage, wish: Wish): Promise<Got | undefined> {
  try {
    const type = answer.headers['content-type'] ?? '';
    const isWanted = wish.types.some((one) => type.toLowerCase().startsWith(one));
    const bytes = Number(answer.headers['content-length'] ?? 0);
    if (answer.statusCode !== 200 || !isWanted || (wish.isWhole && bytes > wish.bytesMax)) return undefined;
    const body = await bytesOf(unpacked(answer), wish);
    return body && { url, type, body };
  } finally {
    answer.destroy();
  }
}

/** Counted as they come out of what they were packed in: a small answer may hold very much. */
async function bytesOf(stream: Readable, { bytesMax, isWhole }: Wish): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > bytesMax && isWhole) return undefined;
    if (bytes >= bytesMax) break;
  }
  return Buffer.concat(pieces).subarray(0, bytesMax);
}

function unpacked(answer: IncomingMessage): Readable {
  const unpack = unpacker(answer.headers['content-encoding'] ?? 'identity');
  // How it ends is seen where it is read.
  return unpack === undefined ? answer : pipeline(answer, unpack, () => undefined);
}

/** @throws for what nobody was told to send. */
function unpacker(encoding: string) {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
      return undefined;
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new Error('An encoding that was not asked for.');
  }
}
