/**
 * `restore`: an installation as a backup holds it, in place of what is there. Until the last step the database is marked
 * as unfinished: nobody serves it, and a restore can begin again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import {
  foreignMigrations,
  markFinished,
  markUnfinished,
  migrate,
  openDb,
  readEpoch,
  readState,
  type Session,
  serverConnections,
  wipe,
  withSession,
} from '../platform/db/index.ts';
import { addPendingJobs } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/index.ts';
import { hasRows } from './catalogue.ts';
import type { CheckedBackup } from './check-backup.ts';
import { listFiles } from './files.ts';
import { exclusively } from './operation-lock.ts';
import { clearStaging, putFilesInPlace, putSecretKey } from './restore-files.ts';
import { loadBackup } from './restore-rows.ts';
import { readingAll } from './snapshot.ts';

const goneMilliseconds = 2_000;
const pauseMilliseconds = 100;

export type RestoreTarget = {
  adminUrl: string;
  dataDir: string;
  /** The secret key that the environment sets, if it does. */
  givenSecretKey: string | undefined;
  serverPasswordOf: (secretKey: string) => string;
  log: Log;
  now: Date;
};
export type RestoreResult = {
  createdAt: string;
  rows: number;
  jobs: number;
  files: number;
  epoch: number;
  migrated: string[];
};

/** Refuses a backup that this program or this environment can't take, before anything is touched. @throws Problem */
export async function refuseForeign(
  backup: CheckedBackup,
  givenSecretKey: string | undefined,
): Promise<void> {
  const foreign = await foreignMigrations(backup.header.migrations);
  if (foreign.length > 0) {
    throw new Problem(
      'conflict',
      `The backup was made by another release: it has ${foreign.join(', ')}. Restore it with that release or a newer one.`,
    );
  }
  if (givenSecretKey !== undefined && givenSecretKey !== backup.secretKey) {
    throw new Problem(
      'conflict',
      'SECRET_KEY is another key than the one in the backup, with which its secrets are sealed. Set it to that key, or ' +
        'leave it away: then the key from the backup is kept in the data folder.',
    );
  }
}

/** What is in the way of a restore: nothing, an unfinished one, or data. @throws Problem when it must not be replaced. */
export async function whatIsThere(
  session: Session,
  dataDir: string,
): Promise<'nothing' | 'unfinished' | 'data'> {
  await refuseServed(session);
  const { applied, unfinished } = await readState(session);
  if (unfinished !== undefined) return 'unfinished';
  if (applied.length === 0) await refuseForeignTables(session);
  if ((await listFiles(dataDir)).length > 0) return 'data';
  if (applied.length === 0) return 'nothing';
  return (await readingAll(session, () => hasRows(session))) ? 'data' : 'nothing';
}

/** One that was killed a moment ago may still seem to be there. */
async function refuseServed(session: Session): Promise<void> {
  const deadline = performance.now() + goneMilliseconds;
  while ((await serverConnections(session)) > 0) {
    if (performance.now() > deadline) {
      throw new Problem('conflict', 'A server is connected to this database. Stop it first.');
    }
    await sleep(pauseMilliseconds);
  }
}

async function refuseForeignTables({ tx }: Session): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
        and d.deptype = 'e')
    limit 1`.execute(tx);
  if (!rows[0]) return;
  throw new Problem(
    'conflict',
    `This database holds something else (the table ${rows[0].name}). Make one for Rapport.`,
  );
}

/** Replaces what is there, whatever it is: `whatIsThere` comes before. */
export async function restore(
  backup: CheckedBackup,
  target: RestoreTarget,
  progress: (line: string) => void,
): Promise<RestoreResult> {
  const { adminUrl, dataDir } = target;
  const serverPassword = target.serverPasswordOf(backup.secretKey);
  const upTo = backup.header.migrations.at(-1)?.name ?? '';
  return withSession(adminUrl, (session) =>
    exclusively(session, async () => {
      const epochAbove = await markUnfinished(session, backup.file, await epochOf(session));
      await clearStaging(dataDir);
      progress('making an empty database');
      await sql`begin`.execute(session.tx);
      await wipe(session);
      await sql`commit`.execute(session.tx);
      await migrate(adminUrl, { serverPassword, upTo });
      const { jobs, epoch } = await loadBackup(session, backup, { dataDir, epochAbove, progress });
      if (target.givenSecretKey === undefined) await putSecretKey(dataDir, backup.secretKey, target.now);
      await putFilesInPlace(dataDir);
      const { serverUrl, applied } = await migrate(adminUrl, {
        serverPassword,
        onApplied: (name) => progress(`migrated: ${name}`),
      });
      const db = openDb(serverUrl, { connectionsMax: 1 });
      await addPendingJobs(db, target.log, jobs).finally(() => db.close());
      await sql`analyze`.execute(session.tx);
      await markFinished(session);
      const rows = Object.values(backup.manifest.tables).reduce((sum, table) => sum + table.rows, 0);
      const counts = { rows, jobs: jobs.length, files: backup.manifest.files.length };
      return { createdAt: backup.header.createdAt, ...counts, epoch, migrated: applied };
    }),
  );
}

/** Positions of what is replaced may still be in somebody's hands: they must stand before all that come. */
async function epochOf(session: Session): Promise<number> {
  const { applied } = await readState(session);
  return applied.length === 0 ? 0 : readEpoch(session.tx);
}
