/** Who may send events: write keys, server keys, and API keys of members who may write customers. */
import { sql } from 'kysely';
import type { KeyKind, Origin, PropertyType } from '../../contract/entries.ts';
import type { Role } from '../../contract/permissions.ts';
import { sha256 } from '../platform/crypto/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { permissionsOf } from './caller.ts';
import { touchKey } from './key-secret.ts';
import { propertyOf } from './keys.ts';

/** `verified`: what it says counts as true, for no visitor can have it. */
export type Sender = { keyId: string; verified: boolean; origin: Origin };

type Row = {
  secretHash: Buffer;
  keyId: string;
  name: string;
  property: PropertyType | null;
  kind: KeyKind;
  role: Role;
  isStale: boolean;
};

/**
 * The senders of these secrets in the workspace of the transaction; one that is absent may send nothing. `noteUse`
 * writes down that they are in use: at the end, for nothing is written before the work has taken its locks.
 */
export async function provenSenders(
  tx: Tx,
  secrets: readonly string[],
): Promise<{ senders: Map<string, Sender>; noteUse: () => Promise<void> }> {
  const hashes = new Map(secrets.map((secret) => [sha256(secret).toString('hex'), secret]));
  const { rows } = await sql<Row>`
    select k.secret_hash as "secretHash", k.id as "keyId", k.name, k.kind, ${propertyOf} as property, m.role,
      (k.last_used_at is null or k.last_used_at < now() - interval '1 minute') as "isStale"
    from unnest(${arrayText([...hashes.keys()])}::text[]) h (hash)
    join api_keys k on k.secret_hash = decode(h.hash, 'hex')
    join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
    where k.revoked_at is null and (k.kind <> 'api' or m.removed_at is null)`.execute(tx);
  const senders = new Map<string, Sender>();
  for (const { secretHash, keyId, name, property, kind, role } of rows) {
    const secret = hashes.get(secretHash.toString('hex'));
    const mayWrite = kind !== 'api' || permissionsOf(role).has('customers:write');
    // Whoever holds an API key is a program of the business.
    const origin = { property: property ?? ('server' as const), key: name };
    if (secret !== undefined && mayWrite) senders.set(secret, { keyId, verified: kind !== 'write', origin });
  }
  return {
    senders,
    noteUse: async () => {
      await Promise.all(rows.flatMap(({ keyId, isStale }) => (isStale ? [touchKey(tx, keyId)] : [])));
    },
  };
}
