/** What nobody needs: uploads that no message took along, and bytes that a crash or a restore left without a row. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { folderNames, namesIn, sweepIncoming } from '../platform/files/index.ts';
import { removeUnnamed } from './remove.ts';

const uuidPattern = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** On a connection of the owner, once a day: a file that was never sent is gone within two. */
export async function sweepFiles(tx: Tx, dataDir: string, now: Date): Promise<void> {
  await sql`set role rapport_maintenance`.execute(tx);
  try {
    await sql`delete from attachments where entry_id is null and scheduled_id is null and created_at < ${now}::timestamptz - interval '1 day'`.execute(
      tx,
    );
    for (const folder of await folderNames(dataDir)) {
      if (uuidPattern.test(folder)) await sweepFolder(tx, dataDir, folder);
    }
  } finally {
    await sql`reset role`.execute(tx);
  }
  await sweepIncoming(dataDir, now);
}

async function sweepFolder(tx: Tx, dataDir: string, workspaceId: string): Promise<void> {
  const kept = await namesIn(dataDir, workspaceId);
  const { rows } = await sql<{ sha256: string }>`
    select distinct sha256 from attachments where workspace_id = ${workspaceId}`.execute(tx);
  const named = new Set(rows.map(({ sha256 }) => sha256));
  for (const sha256 of kept) {
    if (named.has(sha256)) continue;
    // Looked at once more under the lock: it may have come meanwhile.
    await sql`begin`.execute(tx);
    await removeUnnamed(tx, dataDir, workspaceId, sha256);
    await sql`commit`.execute(tx);
  }
}
