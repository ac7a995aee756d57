/**
 * The session's cookie, as the library writes it: a token and its HMAC. It is read here, not by the library, because
 * every request of the console needs it, and the library is large and slow at it.
 */
import { createHmac } from 'node:crypto';
import { sameBytes } from '../crypto/index.ts';

/** What of a request's headers concerns a session. */
export type CookieHeaders = { cookie?: string | undefined; 'user-agent'?: string | undefined };

/** The beginning of all cookies' names. The prefix of a host's own cookies needs TLS. */
export function cookiePrefix(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-rapport' : 'rapport';
}

/** The token in the session's cookie, if we signed it. Whether the session still lives, the database knows. */
export function sessionToken(
  headers: CookieHeaders,
  options: { secret: string; publicUrl: string },
): string | undefined {
  const start = `${cookiePrefix(options.publicUrl)}.session_token=`;
  const pair = headers.cookie?.split(/; */).find((one) => one.startsWith(start));
  if (pair === undefined) return undefined;
  const value = decoded(pair.slice(start.length));
  const token = value.split('.')[0] ?? '';
  const proof = createHmac('sha256', options.secret).update(token).digest('base64');
  return token !== '' && sameBytes(Buffer.from(value), Buffer.from(`${token}.${proof}`)) ? token : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
