/** Posting bytes to an address that somebody else named. */
import { lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';
import { isLocalName } from './local-name.ts';

const answerMilliseconds = 15_000;

export type Poster = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
) => Promise<{ status: number; retryAfter: string | undefined }>;

/** Why an address is not called; undefined where it may be. A name is judged again when it is called. */
export function refuseAddress(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:') return 'It does not begin with https.';
  if (url.port !== '') return 'It names a port.';
  if (url.username !== '' || url.password !== '') return 'It holds a name or a password.';
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const isInside = isIP(host) === 0 ? !host.includes('.') || isLocalName(host) : !isPublicAddress(host);
  return isInside ? 'It leads to a machine that is not on the public internet.' : undefined;
}

/** Posts to the public internet. @throws when it is not, or when nobody answers in time. */
export const postPublic: Poster = async (address, headers, body) => {
  const refusal = refuseAddress(address);
  if (refusal !== undefined) throw new Error(`An address was refused. ${refusal}`);
  return post(address, headers, body, lookupPublic);
};

/** The same to an address on this machine: for the stand-ins of tests, which begin with http. */
export function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  look?: LookupFunction,
): ReturnType<Poster> {
  const send = address.startsWith('https:') ? request : plainRequest;
  return new Promise((resolve, reject) => {
    const sending = send(
      address,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        signal: AbortSignal.timeout(answerMilliseconds),
        agent: false,
        ...(look ? { lookup: look } : {}),
      },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
        answer.destroy();
      },
    );
    // The reason without the address, which is somebody's secret.
    sending.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`Not reached: ${error.code ?? error.name}.`)),
    );
    sending.end(body);
  });
}

/** Resolves a name, and refuses it unless every one of its addresses is public: the socket takes the answer as it is. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return done(Object.assign(new Error('not public'), { code: 'ENOTPUBLIC' }), '', 0);
    if (options.all) return done(null, found);
    return done(null, first.address, first.family);
  });
};
