/** Two-factor sign-in: codes of an authenticator app, and recovery codes. */
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import type { Tx } from '../db/index.ts';
import { type Lazy, runLibrary } from './call.ts';
import type { CookieHeaders } from './cookie.ts';

/** Makes a secret and recovery codes; they count from `confirmTwoFactor` on. @throws Problem. */
export async function startTwoFactor(
  tx: Tx,
  library: Lazy,
  password: string,
  headers: CookieHeaders,
): Promise<{ uri: string; recoveryCodes: string[] }> {
  const answered = await runLibrary(tx, library, (api) =>
    api.enableTwoFactor({ body: { password }, headers: cookieOnly(headers), returnHeaders: true }),
  );
  if ('refused' in answered) throw problemOf(answered.refused);
  if (answered.response.method !== 'totp') throw new Error('Only codes of an app are set up.');
  return { uri: answered.response.totpURI, recoveryCodes: answered.response.backupCodes };
}

/** Turns it on by a first code; answers the cookies of the session that goes on under a new id. @throws Problem. */
export async function confirmTwoFactor(
  tx: Tx,
  library: Lazy,
  userId: string,
  code: string,
  headers: CookieHeaders,
): Promise<string[]> {
  const answered = await runLibrary(tx, library, (api) =>
    api.verifyTOTP({ body: { code }, headers: cookieOnly(headers), returnHeaders: true }),
  );
  if ('refused' in answered) throw problemOf(answered.refused);
  if (!(await claimCode(tx, userId, code))) throw new Problem('wrong-code');
  return answered.setCookies;
}

/** Turns it off; answers the cookies of the session that goes on under a new id. @throws Problem. */
export async function stopTwoFactor(
  tx: Tx,
  library: Lazy,
  password: string,
  headers: CookieHeaders,
): Promise<string[]> {
  const answered = await runLibrary(tx, library, (api) =>
    api.disableTwoFactor({ body: { password }, headers: cookieOnly(headers), returnHeaders: true }),
  );
  if ('refused' in answered) throw problemOf(answered.refused);
  return answered.setCookies;
}

/** Turns it off for somebody who has neither app nor codes any more. Answers whether it was on. */
export async function dropTwoFactor(tx: Tx, userId: string): Promise<boolean> {
  await sql`delete from auth."twoFactor" where "userId" = ${userId}`.execute(tx);
  const { rows } = await sql`
    update auth."user" set "twoFactorEnabled" = false where id = ${userId} and "twoFactorEnabled" returning 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Whether the user signs in with two factors. */
export async function hasTwoFactor(tx: Tx, userId: string): Promise<boolean> {
  const { rows } = await sql<{ on: boolean | null }>`
    select "twoFactorEnabled" as on from auth."user" where id = ${userId}`.execute(tx);
  return rows[0]?.on ?? false;
}

/** Takes a code that was right; false when it has been taken before, also by somebody at the same moment. */
export async function claimCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const { rows } = await sql`
    update auth."twoFactor" set "lastCode" = ${code}
    where "userId" = ${userId} and "lastCode" is distinct from ${code}
    returning 1`.execute(tx);
  return rows.length > 0;
}

function cookieOnly(headers: CookieHeaders): Headers {
  return new Headers({ cookie: headers.cookie ?? '', 'user-agent': headers['user-agent'] ?? '' });
}

function problemOf(refused: string): Problem {
  switch (refused) {
    case 'INVALID_PASSWORD':
      return new Problem('wrong-credentials', 'The password is wrong.');
    case 'INVALID_CODE':
      return new Problem('wrong-code');
    case 'TOTP_ALREADY_ENABLED':
      return new Problem('conflict', 'Two-factor sign-in is on already.');
    case 'TOTP_NOT_ENABLED':
      return new Problem('conflict', 'Begin with a new secret, then confirm it.');
    default:
      return new Problem('not-signed-in');
  }
}
