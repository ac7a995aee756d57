/** The secrets of keys: made once, shown once, kept as a hash. Each holds its workspace, so a look-up never crosses. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { parse as bytesOfUuid, stringify as uuidOfBytes } from 'uuid';
import type { KeyKind } from '../../contract/entries.ts';
import type { Role } from '../../contract/permissions.ts';
import { sha256 } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';

const workspaceBytes = 16;
const randomSecretBytes = 32;
/** The kind, the workspace, and as much of what is random as tells two keys apart. */
const prefixLength = 'rk_'.length + 26;

const starts: Record<KeyKind, string> = { api: 'rk_', write: 'wk_', server: 'sk_' };

/** A new secret, the part of it that may be shown later, and the hash that is kept. */
export function makeKeySecret(
  kind: KeyKind,
  workspaceId: string,
): { secret: string; prefix: string; hash: Buffer } {
  const bytes = Buffer.concat([bytesOfUuid(workspaceId), randomBytes(randomSecretBytes)]);
  const secret = starts[kind] + bytes.toString('base64url');
  return { secret, prefix: secret.slice(0, prefixLength), hash: sha256(secret) };
}

/** The workspace that a key's secret says it belongs to; undefined for what is no key. */
export function workspaceOfKey(secret: string): string | undefined {
  if (!/^[rws]k_[A-Za-z0-9_-]{64}$/.test(secret)) return undefined;
  const bytes = Buffer.from(secret.slice(3), 'base64url').subarray(0, workspaceBytes);
  try {
    return uuidOfBytes(bytes);
  } catch {
    return undefined;
  }
}

/** A key that is good, and for whom. `isStale`: it is time to write down that it is in use. */
export type ProvenKey = { keyId: string; memberId: string; userId: string; role: Role; isStale: boolean };

/** The member that an API key acts for, in the workspace of the transaction; undefined when it acts for nobody. */
export async function provenKey(tx: Tx, secret: string): Promise<ProvenKey | undefined> {
  const { rows } = await sql<ProvenKey>`
    select k.id as "keyId", m.id as "memberId", m.user_id as "userId", m.role,
      (k.last_used_at is null or k.last_used_at < now() - interval '1 minute') as "isStale"
    from api_keys k join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
    where k.secret_hash = ${sha256(secret)} and k.kind = 'api' and k.revoked_at is null and m.removed_at is null
  `.execute(tx);
  return rows[0];
}

/** Writes down that a key is in use: once a minute, and never waiting for another request that does the same. */
export async function touchKey(tx: Tx, keyId: string): Promise<void> {
  await sql`
    update api_keys set last_used_at = now()
    where id = (select id from api_keys where id = ${keyId} for update skip locked)`.execute(tx);
}
