/** The one instance of better-auth. Loaded when somebody first signs in: it takes some 30 MB. */
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { cookiePrefix } from './cookie.ts';
import { joinedDatabase } from './database.ts';
import type { Hasher } from './passwords.ts';

const sessionSeconds = 14 * 24 * 3_600;
const sessionRenewedAfterSeconds = 24 * 3_600;
const codeEntrySeconds = 10 * 60;
/** Wrong codes in a row, over all attempts to sign in with the right password, before codes are refused for a while. */
const wrongCodesMax = 10;
const wrongCodesPauseSeconds = 15 * 60;
const passwordLengthMax = 128;

/** Limits, origin checks and everything about addresses are ours: the library's own HTTP handler is not mounted. */
export function createLibrary(options: { secret: string; publicUrl: string; hasher: Hasher }) {
  const secure = options.publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'Rapport',
    baseURL: options.publicUrl,
    secret: options.secret,
    database: { db: joinedDatabase(), type: 'postgres', schemaName: 'auth', transaction: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: passwordLengthMax,
      password: { hash: options.hasher.hash, verify: options.hasher.verify },
    },
    session: { expiresIn: sessionSeconds, updateAge: sessionRenewedAfterSeconds },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      // The library's own switch writes the weaker prefix `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(options.publicUrl),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      ipAddress: { disableIpTracking: true },
      database: { validateSchema: false },
    },
    plugins: [
      twoFactor({
        issuer: 'Rapport',
        twoFactorCookieMaxAge: codeEntrySeconds,
        accountLockout: {
          enabled: true,
          maxFailedAttempts: wrongCodesMax,
          durationSeconds: wrongCodesPauseSeconds,
        },
      }),
    ],
  });
}

export type Library = ReturnType<typeof createLibrary>;
