/** Files that the database names and the disk has not. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { isKept } from '../platform/files/index.ts';

const shownMax = 20;

/** How many files there are, and which are missing, some of them by name. The role sees every workspace. */
export async function missingFiles(
  tx: Tx,
  dataDir: string,
): Promise<{ files: number; missing: number; shown: string[] }> {
  const { rows } = await sql<{ workspaceId: string; sha256: string }>`
    select distinct workspace_id as "workspaceId", sha256 from attachments order by 1, 2`.execute(tx);
  let missing = 0;
  const shown: string[] = [];
  for (const { workspaceId, sha256 } of rows) {
    if (await isKept(dataDir, workspaceId, sha256)) continue;
    missing += 1;
    if (shown.length < shownMax) shown.push(`files/${workspaceId}/${sha256.slice(0, 2)}/${sha256}`);
  }
  return { files: rows.length, missing, shown };
}
