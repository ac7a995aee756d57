/**
 * `remove-workspace`: a workspace goes, with all that is in it. Its rows go in short transactions, and the workspace itself
 * last: cut off, the next run goes on.
 */
import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type Session, withSession } from '../platform/db/index.ts';
import type { Progress } from './backup.ts';
import { readTables } from './catalogue.ts';
import { filesFolder, folderOf } from './files.ts';
import { inMaintenance } from './import-standing.ts';
import { exclusively } from './operation-lock.ts';
import { portableSchema } from './portable.ts';
import { inWritableOrder } from './portable-order.ts';

/** A transaction that writes holds followers back: so many rows take less than 200 ms. */
const batchRowsMax = 5_000;
const passesMax = 20;

const workspacesTable = 'workspaces';
const followed = ['entries', 'follower_cursors'];

/** Removes one that nobody can enter any more. Answers how many rows there were. */
export async function removeWorkspace(
  target: { adminUrl: string; dataDir: string },
  workspaceId: string,
  progress: Progress,
): Promise<{ rows: number }> {
  return withSession(target.adminUrl, (session) =>
    exclusively(session, async () => {
      const tables = await ownTables(session);
      let rows = 0;
      // Who was at work in it when it was closed may write until the entries are gone that they read: see `ownTables`.
      for (let pass = 1, gone = 1; gone > 0; pass++) {
        if (pass > passesMax)
          throw new Problem('conflict', 'Somebody goes on writing into it. Try again in a minute.');
        gone = 0;
        for (const table of tables) gone += await removeRows(session, table.quoted, workspaceId);
        progress(`${gone} rows`);
        rows += gone;
      }
      rows += await removeRows(session, workspacesTable, workspaceId);
      await rm(folderOf(filesFolder(target.dataDir), workspaceId), { recursive: true, force: true });
      return { rows };
    }),
  );
}

/**
 * Tables of rows that belong to a workspace, those first that refer to others. Before all of them what followers read, and then
 * how far they have read: they hold that until they have written, so whoever is at work ends before the rest goes.
 */
async function ownTables(session: Session): Promise<{ name: string; quoted: string }[]> {
  const own = (await inMaintenance(session, () => readTables(session))).flatMap(
    ({ name, quoted, columns }) => {
      const plain = name.slice(portableSchema.length);
      const isOwn = name.startsWith(portableSchema) && columns.includes('workspace_id');
      return isOwn && plain !== workspacesTable
        ? [{ name: plain, quoted, columns, positions: undefined, told: {} }]
        : [];
    },
  );
  const ordered = (await inWritableOrder(session, own)).reverse();
  return [
    ...followed.flatMap((name) => ordered.filter((table) => table.name === name)),
    ...ordered.filter(({ name }) => !followed.includes(name)),
  ];
}

async function removeRows(session: Session, quoted: string, workspaceId: string): Promise<number> {
  const table = sql.raw(quoted);
  for (let removed = 0; ; ) {
    const batch = await inMaintenance(session, async () => {
      const { rows } = await sql<{ part: string; places: string }>`
        select w.part::text, array_agg(w.place)::text as places from (
          select tableoid as part, ctid as place from ${table} where workspace_id = ${workspaceId} limit ${batchRowsMax}
        ) w group by 1`.execute(session.tx);
      let gone = 0n;
      for (const { part, places } of rows) {
        // A place names a row within its partition alone.
        const done = await sql`
          delete from ${table} where tableoid = ${part}::oid and ctid = any(${places}::tid[])
            and workspace_id = ${workspaceId}`.execute(session.tx);
        gone += done.numAffectedRows ?? 0n;
      }
      return Number(gone);
    });
    if (batch === 0) return removed;
    removed += batch;
  }
}
