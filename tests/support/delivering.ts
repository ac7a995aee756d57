/** Another system that sends deliveries to a webhook, signed as its maker's own library signs them. */
import { createHmac, randomUUID } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import { type Ask, ask, type Reply } from './http.ts';

/** The path of an address, on the server that the test runs. */
export function placeOf(server: string, url: string): string {
  return `${server}${new URL(url).pathname}`;
}

export type Sent = { id?: string; at?: Date; headers?: Record<string, string> };

/** The headers of Standard Webhooks for a body. */
export function standardHeaders(
  secret: string,
  body: string,
  { id = randomUUID(), at = new Date() }: Sent = {},
) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Signer(secret).sign(id, at, body),
  };
}

/** Sends a body by Standard Webhooks. */
export function deliver(
  server: string,
  to: { url: string; secret: string },
  body: string,
  sent: Sent = {},
): Promise<Reply> {
  return post(server, to.url, body, { ...standardHeaders(to.secret, body, sent), ...sent.headers });
}

/** Sends bytes with these headers. */
export function post(
  server: string,
  url: string,
  body: string | Buffer,
  headers: NonNullable<Ask['headers']>,
): Promise<Reply> {
  return ask(placeOf(server, url), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function hmac(secret: string, body: string | Buffer, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(body).digest(encoding);
}
