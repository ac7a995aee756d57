/** How far the import of an export is: it commits with what it says. */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { Session } from '../platform/db/index.ts';
import type { Renamed } from './renaming.ts';
import { asMaintenance } from './snapshot.ts';

export type Standing = {
  workspaceId: string;
  renamed: Renamed;
  /** Files that are done, and up to which byte the next one is. */
  filesDone: number;
  bytesDone: number;
  isDone: boolean;
};

/** The import of this export; undefined where it never began. */
export async function standingOf(session: Session, digest: string): Promise<Standing | undefined> {
  return inMaintenance(session, async () => {
    const { rows } = await sql<Standing>`
      select workspace_id as "workspaceId", renamed, files_done as "filesDone", bytes_done::float8 as "bytesDone",
        done_at is not null as "isDone"
      from workspace_imports where digest = ${digest}`.execute(session.tx);
    return rows[0];
  });
}

/** Begins one, in a workspace of its own. */
export async function begin(session: Session, digest: string, renamed: Renamed): Promise<Standing> {
  const workspaceId = v7();
  await inMaintenance(session, async () => {
    await sql`
      insert into workspace_imports (workspace_id, digest, renamed)
      values (${workspaceId}, ${digest}, ${JSON.stringify(renamed)}::jsonb)`.execute(session.tx);
  });
  return { workspaceId, renamed, filesDone: 0, bytesDone: 0, isDone: false };
}

/** In the transaction that wrote up to there. */
export async function advance(
  { tx }: Session,
  { workspaceId, filesDone, bytesDone }: Standing,
): Promise<void> {
  await sql`
    update workspace_imports set files_done = ${filesDone}, bytes_done = ${bytesDone}
    where workspace_id = ${workspaceId}`.execute(tx);
}

/** All of it is there, and as in the export. */
export async function markDone(session: Session, { workspaceId }: Standing): Promise<void> {
  await inMaintenance(session, async () => {
    await sql`update workspace_imports set done_at = clock_timestamp() where workspace_id = ${workspaceId}`.execute(
      session.tx,
    );
  });
}

/** One transaction that may write the rows of every workspace. */
export async function inMaintenance<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await sql`begin`.execute(session.tx);
  await asMaintenance(session);
  const result = await work();
  await sql`commit`.execute(session.tx);
  return result;
}
