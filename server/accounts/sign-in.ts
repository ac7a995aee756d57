/** Signing in and out. */
import { Problem } from '../../contract/errors.ts';
import { type Auth, type CookieHeaders, endSessions, type SignedIn } from '../platform/auth/index.ts';
import { type Db, outsideWorkspaces } from '../platform/db/index.ts';
import type { MemberCaller } from './caller.ts';
import { membershipsOf, recordEverywhere } from './memberships.ts';
import type { SignInLimits } from './sign-in-limits.ts';

export type SignInDeps = { auth: Auth; limits: SignInLimits };

/** Where a request comes from, and its cookies. */
export type From = { ip: string; headers: CookieHeaders };

type Entered = { status: 'signed-in' | 'two-factor'; setCookies: string[] };

/**
 * Signs in by password. Whether an address is known shows neither in the answer nor in the work done for it.
 * @throws Problem `wrong-credentials`, `too-many-requests`.
 */
export async function signIn(
  db: Db,
  deps: SignInDeps,
  given: { email: string; password: string },
  from: From,
): Promise<Entered> {
  const result = await deps.limits.attempt(
    { address: from.ip, account: given.email },
    () =>
      outsideWorkspaces(db, async (tx) =>
        employed(tx, await deps.auth.signIn(tx, given, from.headers), from, deps),
      ),
    (result) => result.status !== 'refused',
  );
  return entered(db, result);
}

/** Ends a sign-in by a code. @throws Problem `wrong-code`, `not-signed-in`, `too-many-requests`. */
export async function enterCode(db: Db, deps: SignInDeps, code: string, from: From): Promise<Entered> {
  const result = await deps.limits.attempt(
    { address: from.ip, account: 'code' },
    () =>
      outsideWorkspaces(db, async (tx) =>
        employed(tx, await deps.auth.enterCode(tx, code, from.headers), from, deps),
      ),
    (result) => result.status !== 'refused',
  );
  return entered(db, result);
}

/** Who works nowhere any more is nobody here. A session that the browser had before ends with the new one. */
async function employed(
  tx: Parameters<Auth['signOut']>[0],
  result: SignedIn,
  from: From,
  deps: SignInDeps,
): Promise<SignedIn> {
  if (result.status !== 'signed-in') return result;
  if ((await membershipsOf(tx, result.userId)).length === 0) {
    await endSessions(tx, result.userId);
    return { status: 'refused', problem: new Problem('wrong-credentials') };
  }
  await deps.auth.signOut(tx, from.headers);
  return result;
}

async function entered(db: Db, result: SignedIn): Promise<Entered> {
  if (result.status === 'refused') throw result.problem;
  if (result.status === 'signed-in') {
    await recordEverywhere(db, result.userId, 'member.signed_in', (memberId) => ({ memberId }));
  }
  return { status: result.status, setCookies: result.setCookies };
}

/** Ends this session; answers the cookies that forget it. */
export async function signOut(
  db: Db,
  deps: SignInDeps,
  who: MemberCaller,
  headers: CookieHeaders,
): Promise<string[]> {
  const setCookies = await outsideWorkspaces(db, (tx) => deps.auth.signOut(tx, headers));
  await recordEverywhere(db, who.userId, 'member.signed_out', (memberId) => ({
    memberId,
    everywhere: false,
  }));
  return setCookies;
}

/** Ends every session of the calling member. */
export async function signOutEverywhere(
  db: Db,
  deps: SignInDeps,
  who: MemberCaller,
  headers: CookieHeaders,
): Promise<string[]> {
  const setCookies = await outsideWorkspaces(db, async (tx) => {
    const cookies = await deps.auth.signOut(tx, headers);
    await endSessions(tx, who.userId);
    return cookies;
  });
  await recordEverywhere(db, who.userId, 'member.signed_out', (memberId) => ({ memberId, everywhere: true }));
  return setCookies;
}
