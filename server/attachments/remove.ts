/** Bytes go when nobody names them any more. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { remove } from '../platform/files/index.ts';
import { lockContent } from './store.ts';

/** Takes a content of a workspace off the disk, unless a row names it. What took the rows away has committed. */
export async function removeUnnamed(
  tx: Tx,
  dataDir: string,
  workspaceId: string,
  sha256: string,
): Promise<boolean> {
  await lockContent(tx, workspaceId, sha256);
  const { rows } = await sql`
    select 1 from attachments where workspace_id = ${workspaceId} and sha256 = ${sha256} limit 1`.execute(tx);
  if (rows.length > 0) return false;
  await remove(dataDir, workspaceId, sha256);
  return true;
}
