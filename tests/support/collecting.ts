/** A site or a shop's server that sends tracking calls, and a look at what came of them. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { collectEndpoints } from '../../contract/collect.ts';
import type { Entry } from '../../contract/entries.ts';
import { request } from '../../server/app/testing.ts';
import { type Db, inWorkspace } from '../../server/platform/db/index.ts';
import { type Ask, ask, type Reply } from './http.ts';

export const basic = (key: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});

/** Sends a body to `/v1/…`; an object as JSON. */
export function send(
  url: string,
  path: string,
  key: string | undefined,
  body: unknown,
  more: Ask = {},
): Promise<Reply> {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return ask(`${url}/v1/${path}`, {
    method: 'POST',
    body: bytes,
    ...more,
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : basic(key)),
      ...more.headers,
    },
  });
}

/** A track call of somebody new, unless told otherwise. */
export function track(event: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'track', event, anonymousId: randomUUID(), messageId: randomUUID(), ...more };
}

/** The entries that were collected, in reading order. */
export async function collected(db: Db, workspaceId: string): Promise<Entry[]> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ entry: Entry }>`
      select json_build_object('id', id, 'kind', kind, 'customerId', root_of(customer_id), 'payload', payload,
        'direction', direction, 'actor', json_build_object('kind', actor_kind, 'id', actor_id),
        'occurredAt', rfc3339(occurred_at),
        'source', json_build_object('name', source_name, 'externalId', external_id)) as entry
      from entries where source_name like 'collect%' and machine order by epoch, xid, seq`.execute(tx);
    return rows.map(({ entry }) => entry);
  });
}

/** What the debugger shows. */
export async function debugged(url: string, apiKey: string, only: 'all' | 'odd' = 'all') {
  const { body } = await request(url, apiKey, collectEndpoints.listCollectedCalls, {
    query: { only, limit: 200 },
  });
  return body.data;
}
