/** API keys, which act for the member who made them, and write keys and server keys, which may only send events. */
import { sql } from 'kysely';
import type { Key } from '../../contract/accounts.ts';
import type { KeyKind, PropertyType } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { By } from './caller.ts';
import { makeKeySecret } from './key-secret.ts';
import { record } from './record.ts';

const keysMax = 500;

/** What sends with the key `k`. Of those that were made before it could be said, what it most probably is. */
export const propertyOf = sql<PropertyType | null>`
  case k.kind when 'write' then coalesce(k.property, 'website') when 'server' then coalesce(k.property, 'server') end`;

const keyJson = sql<Key>`json_build_object('id', k.id, 'name', k.name, 'kind', k.kind,
  'property', ${propertyOf}, 'prefix', k.prefix,
  'memberId', k.member_id, 'createdAt', rfc3339(k.created_at), 'lastUsedAt', rfc3339(k.last_used_at))`;

/** The keys that work, newest first. */
export async function listKeys(tx: Tx): Promise<Key[]> {
  const { rows } = await sql<{ json: Key }>`
    select ${keyJson} as json from api_keys k where revoked_at is null
    order by k.created_at desc, k.id desc limit ${keysMax}`.execute(tx);
  return rows.map((row) => row.json);
}

/** Makes a key for a member. The secret is in the answer and nowhere else. */
export async function createKey(
  tx: Tx,
  who: By,
  workspaceId: string,
  input: { memberId: string; name: string; kind: KeyKind; property?: PropertyType | undefined },
): Promise<Key & { secret: string }> {
  const property = input.property ?? usualProperty[input.kind];
  if (input.kind === 'api' && input.property !== undefined) throw new Problem('invalid-input', noProperty);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from api_keys where revoked_at is null`.execute(tx);
  if ((rows[0]?.count ?? 0) >= keysMax) {
    throw new Problem('conflict', `A workspace has at most ${keysMax} keys. Revoke some first.`);
  }
  const { secret, prefix, hash } = makeKeySecret(input.kind, workspaceId);
  const keyId = newId();
  const entry = await record(tx, who, 'key.created', {
    keyId,
    name: input.name,
    keyKind: input.kind,
    prefix,
    ...(property === undefined ? {} : { property }),
  });
  const made = await sql<{ json: Key }>`
    with k as (
      insert into api_keys (id, member_id, name, kind, property, prefix, secret_hash, created_at)
      values (${keyId}, ${input.memberId}, ${entry.payload.name}, ${input.kind}, ${property ?? null}, ${prefix}, ${hash}, ${entry.occurredAt})
      returning *)
    select ${keyJson} as json from k`.execute(tx);
  const key = made.rows[0];
  if (!key) throw new Error('The key was not written.');
  return { ...key.json, secret };
}

const usualProperty: Partial<Record<KeyKind, PropertyType>> = { write: 'website', server: 'server' };
const noProperty = 'An API key acts for a member. Say what sends events of a write key or a server key only.';

/** Says what sends with a key, from now on: what has arrived stays as it is. */
export async function updateKey(
  tx: Tx,
  who: By,
  keyId: string,
  { property }: { property: PropertyType },
): Promise<Key> {
  const { rows } = await sql<{ json: Key }>`
    select ${keyJson} as json from api_keys k where id = ${keyId} and revoked_at is null for update`.execute(
    tx,
  );
  const key = rows[0]?.json;
  if (!key) throw new Problem('not-found', 'There is no such key, or it is revoked already.');
  if (key.kind === 'api') throw new Problem('invalid-input', noProperty);
  if (key.property === property) return key;
  await record(tx, who, 'key.updated', { keyId, name: key.name, property });
  await sql`update api_keys set property = ${property} where id = ${keyId}`.execute(tx);
  return { ...key, property };
}

/** Revokes a key: the next request with it is refused. */
export async function revokeKey(tx: Tx, who: By, keyId: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    update api_keys set revoked_at = clock_timestamp() where id = ${keyId} and revoked_at is null
    returning name`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such key, or it is revoked already.');
  await record(tx, who, 'key.revoked', { keyId, name: rows[0].name });
}

/** Revokes all keys of a member. */
export async function revokeKeysOf(tx: Tx, who: By, memberId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from api_keys where member_id = ${memberId} and revoked_at is null order by id`.execute(tx);
  for (const { id } of rows) await revokeKey(tx, who, id);
}
