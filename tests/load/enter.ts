/** Signing in to a demo, for the key by which the load acts. */
import { apiPrefix } from '../../contract/endpoints.ts';
import type { Demo } from './data.ts';

/** A new API key of the demo's owner. */
export async function enter(
  url: string,
  { email, password }: Demo,
): Promise<{ apiKey: string; memberId: string }> {
  const headers = { 'content-type': 'application/json', origin: url };
  const body = JSON.stringify({ email, password });
  const signedIn = await fetch(`${url}${apiPrefix}/session`, { method: 'POST', headers, body });
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const made = await fetch(`${url}${apiPrefix}/keys`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'Load', kind: 'api' }),
  });
  if (!made.ok) throw new Error(`key: ${made.status} ${await made.text()}`);
  const { secret, memberId } = (await made.json()) as { secret: string; memberId: string };
  return { apiKey: secret, memberId };
}
