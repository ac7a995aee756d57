/**
 * Users, passwords, sessions and two-factor sign-in, on better-auth.
 *
 * Invariants: only this folder knows the library and its tables; its HTTP handler is not mounted, so permission, limits
 * and records are those of every other endpoint; whatever it writes is part of the caller's transaction.
 */
export { type Auth, createAuth } from './auth.ts';
export type { CookieHeaders } from './cookie.ts';
export { passwordChangedSince, userByEmail } from './passwords.ts';
export { endSessions, type Session, type SignedIn } from './sessions.ts';
export { dropTwoFactor, hasTwoFactor } from './two-factor.ts';
