/** The business's word for who a visitor is: a short-lived JWT, HS256, signed with the inbox's identity secret. */
import { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import type { Proof } from '../customers/index.ts';

/** A token may be good for an hour at most, so that a leaked one is soon worthless. */
const lifetimeSecondsMax = 3_600;
const clockToleranceSeconds = 30;

const claims = z.object({
  sub: z.string().trim().min(1).max(320),
  iat: z.number(),
  exp: z.number(),
  email: z.string().max(320).optional(),
  email_verified: z.boolean().optional(),
  phone: z.string().max(40).optional(),
  name: z.string().trim().max(200).optional(),
});

/**
 * What a token proves. @throws Problem `invalid-token` for one that is not signed with this inbox's secret, is for
 * another inbox, has expired, is not yet good, or lives for more than an hour.
 */
export async function proofOf(
  token: string,
  inbox: { id: string; identitySecret: string },
  now: Date,
): Promise<Proof> {
  const { jwtVerify } = await import('jose');
  const secret = new TextEncoder().encode(inbox.identitySecret);
  const verified = await jwtVerify(token, secret, {
    algorithms: ['HS256'],
    audience: inbox.id,
    requiredClaims: ['sub', 'iat', 'exp'],
    clockTolerance: clockToleranceSeconds,
    currentDate: now,
  }).catch((error: Error) => {
    throw invalid(error.message);
  });
  const parsed = claims.safeParse(verified.payload);
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.message ?? 'a claim has the wrong type');
  const { sub, iat, exp, email, email_verified, phone, name } = parsed.data;
  // Else a beginning far in the future would make the hour as long as one likes.
  if (iat > now.getTime() / 1_000 + clockToleranceSeconds) throw invalid('"iat" lies in the future');
  if (exp - iat > lifetimeSecondsMax) throw invalid('"exp" may be an hour after "iat" at most');
  return {
    userId: sub,
    ...(email ? { email: { value: email, verified: email_verified === true } } : {}),
    ...(phone ? { phone: { value: phone, verified: false } } : {}),
    ...(name ? { name } : {}),
  };
}

/** The inbox that a token says it is for; nothing is proven by that. */
export async function audienceOf(token: string): Promise<string | undefined> {
  const { decodeJwt } = await import('jose');
  try {
    const { aud } = decodeJwt(token);
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}

function invalid(reason: string): Problem {
  return new Problem('invalid-token', `The identity token was refused: ${reason}.`);
}
