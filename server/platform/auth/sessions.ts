/** Signing in and out. Nothing but cookies and the browser's name reach the library. */
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import type { Tx } from '../db/index.ts';
import { type Lazy, runLibrary } from './call.ts';
import type { CookieHeaders } from './cookie.ts';
import { claimCode } from './two-factor.ts';

export type Session = { userId: string; sessionId: string };

export type SignedIn =
  | { status: 'signed-in'; userId: string; setCookies: string[] }
  | { status: 'two-factor'; setCookies: string[] }
  | { status: 'refused'; problem: Problem };

/**
 * Checks address and password. An unknown address costs the same hashing as a wrong password. Where the user has
 * two-factor sign-in, no session comes of it yet, but a cookie with which `enterCode` is asked.
 */
export async function signIn(
  tx: Tx,
  library: Lazy,
  given: { email: string; password: string },
  headers: CookieHeaders,
): Promise<SignedIn> {
  const answered = await runLibrary(tx, library, async (api) =>
    api.signInEmail({
      body: { email: given.email, password: given.password },
      headers: browserOnly(headers),
      returnHeaders: true,
    }),
  );
  if ('refused' in answered) return { status: 'refused', problem: new Problem('wrong-credentials') };
  const { response, setCookies } = answered;
  if ('twoFactorRedirect' in response) return { status: 'two-factor', setCookies };
  await deleteExpired(tx, response.user.id);
  return { status: 'signed-in', userId: response.user.id, setCookies };
}

const appCode = /^\d{6}$/;

/** Ends a sign-in that waits for a code. Commit what this wrote also when it refuses: it counts the failures. */
export async function enterCode(
  tx: Tx,
  library: Lazy,
  code: string,
  headers: CookieHeaders,
): Promise<SignedIn> {
  const answered = await runLibrary(tx, library, async (api) => {
    const call = {
      body: { code },
      headers: browserOnly(headers, /\.two_factor$/),
      returnHeaders: true,
    } as const;
    return appCode.test(code) ? api.verifyTOTP(call) : api.verifyBackupCode(call);
  });
  if ('refused' in answered) return { status: 'refused', problem: codeProblem(answered.refused) };
  const { response, setCookies } = answered;
  const userId = response.user.id;
  if (appCode.test(code) && !(await claimCode(tx, userId, code))) {
    await sql`delete from auth.session where token = ${response.token}`.execute(tx);
    return { status: 'refused', problem: new Problem('wrong-code', 'This code was used. Sign in again.') };
  }
  await deleteExpired(tx, userId);
  return { status: 'signed-in', userId, setCookies };
}

function codeProblem(refused: string): Problem {
  switch (refused) {
    case 'INVALID_TWO_FACTOR_COOKIE':
      return new Problem('not-signed-in', 'Enter your mail address and password first.');
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return new Problem('not-signed-in', 'Too many wrong codes. Sign in again.');
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return new Problem('too-many-requests', 'Too many wrong codes. Try again in 15 minutes.');
    default:
      return new Problem('wrong-code');
  }
}

/** The session of a token; undefined when it has ended or expired. */
export async function sessionOf(tx: Tx, token: string): Promise<Session | undefined> {
  const { rows } = await sql<Session>`
    select "userId", id as "sessionId" from auth.session where token = ${token} and "expiresAt" > now()`.execute(
    tx,
  );
  return rows[0];
}

/** Lets a session that is in use live on, and answers the cookies that say so to the browser. */
export async function renewSession(tx: Tx, library: Lazy, headers: CookieHeaders): Promise<string[]> {
  const answered = await runLibrary(tx, library, (api) =>
    api.getSession({ headers: browserOnly(headers, /\.session_token$/), returnHeaders: true }),
  );
  return 'refused' in answered ? [] : answered.setCookies;
}

/** Ends the session of these cookies; answers the cookies that forget it. */
export async function signOut(tx: Tx, library: Lazy, headers: CookieHeaders): Promise<string[]> {
  const answered = await runLibrary(tx, library, (api) =>
    api.signOut({ headers: browserOnly(headers, /\.session_token$/), returnHeaders: true }),
  );
  return 'refused' in answered ? [] : answered.setCookies;
}

/** Ends all sessions of a user, but for one that is to stay. */
export async function endSessions(tx: Tx, userId: string, exceptSessionId?: string): Promise<void> {
  await sql`
    delete from auth.session
    where "userId" = ${userId} and id is distinct from ${exceptSessionId ?? null}`.execute(tx);
}

async function deleteExpired(tx: Tx, userId: string): Promise<void> {
  await sql`delete from auth.session where "userId" = ${userId} and "expiresAt" < now()`.execute(tx);
}

/** The browser's name and those of its cookies that the call is about: never an address or a host that it claims. */
function browserOnly(headers: CookieHeaders, cookies?: RegExp): Headers {
  const kept = (headers.cookie ?? '').split(/; */).filter((pair) => cookies?.test(pair.split('=')[0] ?? ''));
  return new Headers({
    'user-agent': headers['user-agent'] ?? '',
    ...(kept.length > 0 ? { cookie: kept.join('; ') } : {}),
  });
}
