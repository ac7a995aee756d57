/** Users and their sessions, as the rest of the server sees them. */
import { secretOf } from '../crypto/index.ts';
import type { Tx } from '../db/index.ts';
import type { CookieHeaders, Lazy } from './call.ts';
import type { Library } from './library.ts';
import { checkPassword, createHasher, createUser, type NewUser, setPassword } from './passwords.ts';
import { enterCode, renewSession, sessionOf, signIn, signOut } from './sessions.ts';
import { confirmTwoFactor, startTwoFactor, stopTwoFactor } from './two-factor.ts';

export type Auth = ReturnType<typeof createAuth>;

/** Cheap to make: the library is loaded by the first call that needs it. */
export function createAuth(options: { secretKey: string; publicUrl: string }) {
  const hasher = createHasher();
  let loaded: Promise<Library> | undefined;
  const load = async (): Promise<Library> => {
    const { createLibrary } = await import('./library.ts');
    const secret = secretOf(options.secretKey, 'sessions').toString('base64url');
    return createLibrary({ secret, publicUrl: options.publicUrl, hasher });
  };
  const library: Lazy = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    signIn: (tx: Tx, given: { email: string; password: string }, headers: CookieHeaders) =>
      signIn(tx, library, given, headers),
    enterCode: (tx: Tx, code: string, headers: CookieHeaders) => enterCode(tx, library, code, headers),
    sessionOf: (tx: Tx, headers: CookieHeaders) => sessionOf(tx, library, headers),
    renewSession: (tx: Tx, headers: CookieHeaders) => renewSession(tx, library, headers),
    signOut: (tx: Tx, headers: CookieHeaders) => signOut(tx, library, headers),
    startTwoFactor: (tx: Tx, password: string, headers: CookieHeaders) =>
      startTwoFactor(tx, library, password, headers),
    confirmTwoFactor: (tx: Tx, userId: string, code: string, headers: CookieHeaders) =>
      confirmTwoFactor(tx, library, userId, code, headers),
    stopTwoFactor: (tx: Tx, password: string, headers: CookieHeaders) =>
      stopTwoFactor(tx, library, password, headers),
    createUser: (tx: Tx, user: NewUser) => createUser(tx, hasher, user),
    checkPassword: (tx: Tx, userId: string, password: string) =>
      checkPassword(tx, hasher, userId, password),
    setPassword: (tx: Tx, userId: string, password: string) => setPassword(tx, hasher, userId, password),
    hashingCalls: hasher.calls,
  };
}
