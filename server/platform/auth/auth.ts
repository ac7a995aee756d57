/** Users and their sessions, as the rest of the server sees them. */
import { secretOf } from '../crypto/index.ts';
import type { Tx } from '../db/index.ts';
import type { Lazy } from './call.ts';
import { type CookieHeaders, sessionToken } from './cookie.ts';
import type { Library } from './library.ts';
import { checkPassword, createHasher, createUser, type NewUser, setPassword } from './passwords.ts';
import { enterCode, renewSession, sessionOf, signIn, signOut } from './sessions.ts';
import { confirmTwoFactor, startTwoFactor, stopTwoFactor } from './two-factor.ts';

export type Auth = ReturnType<typeof createAuth>;

/** Cheap to make: the library is loaded by the first call that needs it. */
export function createAuth(options: { secretKey: string; publicUrl: string }) {
  const hasher = createHasher();
  const secret = secretOf(options.secretKey, 'sessions').toString('base64url');
  const { publicUrl } = options;
  let loaded: Promise<Library> | undefined;
  const load = async (): Promise<Library> => {
    const { createLibrary } = await import('./library.ts');
    return createLibrary({ secret, publicUrl, hasher });
  };
  const library: Lazy = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    signIn: (tx: Tx, given: { email: string; password: string }, headers: CookieHeaders) =>
      signIn(tx, library, given, headers),
    enterCode: (tx: Tx, code: string, headers: CookieHeaders) => enterCode(tx, library, code, headers),
    /** Whether a cookie of ours is there; `sessionOf` tells whether its session lives. */
    hasCookie: (headers: CookieHeaders) => sessionToken(headers, { secret, publicUrl }) !== undefined,
    sessionOf: async (tx: Tx, headers: CookieHeaders) => {
      const token = sessionToken(headers, { secret, publicUrl });
      return token === undefined ? undefined : sessionOf(tx, token);
    },
    renewSession: (tx: Tx, headers: CookieHeaders) => renewSession(tx, library, headers),
    signOut: (tx: Tx, headers: CookieHeaders) => signOut(tx, library, headers),
    startTwoFactor: (tx: Tx, password: string, headers: CookieHeaders) =>
      startTwoFactor(tx, library, password, headers),
    confirmTwoFactor: (tx: Tx, userId: string, code: string, headers: CookieHeaders) =>
      confirmTwoFactor(tx, library, userId, code, headers),
    stopTwoFactor: (tx: Tx, password: string, headers: CookieHeaders) =>
      stopTwoFactor(tx, library, password, headers),
    createUser: (tx: Tx, user: NewUser) => createUser(tx, hasher, user),
    checkPassword: (tx: Tx, userId: string, password: string) => checkPassword(tx, hasher, userId, password),
    setPassword: (tx: Tx, userId: string, password: string) => setPassword(tx, hasher, userId, password),
    hashingCalls: hasher.calls,
  };
}
