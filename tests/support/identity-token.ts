/** Tokens by which a business says who its visitor is. */
import { SignJWT } from 'jose';

/** A good token for a user, unless the claims say otherwise. */
export async function identityTokenFor(
  inbox: { inboxId: string; identitySecret: string },
  userId: string,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ sub: userId, aud: inbox.inboxId, iat: now, exp: now + 600, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(inbox.identitySecret));
}
