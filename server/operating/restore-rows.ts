/** Loading a backup into an empty schema of the same version, and comparing what arrived with what was sent. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { raiseEpoch, type Session } from '../platform/db/index.ts';
import { type PendingJob, pendingJob } from '../platform/jobs/index.ts';
import { type ArchiveEntry, readArchive, readWhole } from './archive.ts';
import { names } from './backup-format.ts';
import { quote, readPartitions, readTables, type Table } from './catalogue.ts';
import { type CheckedBackup, rowsIn } from './check-backup.ts';
import { createCopies } from './copies.ts';
import { stageFile } from './restore-files.ts';
import { digestOf } from './row-digest.ts';

const jobsPartBytesMax = 64 * 1024 * 1024;

/**
 * Loads everything in one transaction. Row-level security is lifted from the tables meanwhile, for it binds owners and
 * refuses COPY; foreign keys are made anew afterwards, so the order of the tables does not matter. Files are staged.
 * @returns the jobs, which only the server's role can add, and the epoch of positions from now on.
 */
export async function loadBackup(
  session: Session,
  backup: CheckedBackup,
  options: { dataDir: string; epochAbove: number; progress: (line: string) => void },
): Promise<{ jobs: PendingJob[]; epoch: number }> {
  await sql`begin`.execute(session.tx);
  await makePartitions(session, backup);
  const tables = matchTables(backup, await readTables(session));
  await forceSecurity(session, tables, false);
  const keys = await dropForeignKeys(session);
  const jobs: PendingJob[] = [];
  const copies = createCopies(session, tables);
  for await (const entry of readArchive(backup.file)) {
    const rows = rowsIn(entry.name);
    if (rows === 'jobs') jobs.push(...(await readJobs(entry)));
    else if (rows !== undefined) await copies.add(rows, entry.content);
    else if (entry.name.startsWith(names.files)) await stageFile(options.dataDir, entry);
  }
  await copies.end();
  for (const statement of keys) await sql.raw(statement).execute(session.tx);
  await compare(session, backup, tables, options.progress);
  await forceSecurity(session, tables, true);
  for (const { name, last } of backup.manifest.sequences) {
    await sql`select setval(${name}::regclass, ${last}::bigint)`.execute(session.tx);
  }
  const epoch = await raiseEpoch(session.tx, Math.max(backup.header.epoch, options.epochAbove));
  await sql`commit`.execute(session.tx);
  return { jobs, epoch };
}

/** The months of machine entries that the backup has and a schema made today has not. */
async function makePartitions(session: Session, { header }: CheckedBackup): Promise<void> {
  const there = new Set((await readPartitions(session)).map(({ name }) => name));
  for (const { name, parent, bound } of header.partitions) {
    if (there.has(name)) continue;
    const table = `public.${quote(name)}`;
    await sql.raw(`create table ${table} partition of public.${quote(parent)} ${bound}`).execute(session.tx);
    await sql
      .raw(`alter table ${table} enable row level security, force row level security`)
      .execute(session.tx);
  }
}

function matchTables({ header }: CheckedBackup, ours: readonly Table[]): Table[] {
  return header.tables.map(({ name, columns }) => {
    const table = ours.find((one) => one.name === name);
    const lacks = columns.filter((column) => !table?.columns.includes(column));
    if (!table)
      throw new Problem('conflict', `The backup holds the table ${name}, which this program does not know.`);
    if (lacks.length > 0)
      throw new Problem('conflict', `${name} in the backup has columns unknown here: ${lacks}.`);
    return { ...table, columns };
  });
}

async function forceSecurity({ tx }: Session, tables: readonly Table[], on: boolean): Promise<void> {
  for (const { quoted, forced } of tables) {
    if (!forced) continue;
    await sql.raw(`alter table ${quoted} ${on ? '' : 'no '}force row level security`).execute(tx);
  }
}

/** Drops them, and answers the statements that make them again. */
async function dropForeignKeys({ tx }: Session): Promise<string[]> {
  const { rows } = await sql<{ dropped: string; made: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as dropped,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as made
    from pg_constraint
    where contype = 'f' and conparentid = 0
      and connamespace in (select oid from pg_namespace where nspname in ('public', 'auth'))`.execute(tx);
  for (const { dropped } of rows) await sql.raw(dropped).execute(tx);
  return rows.map(({ made }) => made);
}

async function readJobs(entry: ArchiveEntry): Promise<PendingJob[]> {
  const lines = String(await readWhole(entry, jobsPartBytesMax)).split('\n');
  return lines.filter((line) => line !== '').map((line) => pendingJob.parse(JSON.parse(line)));
}

async function compare(
  session: Session,
  { manifest }: CheckedBackup,
  tables: readonly Table[],
  progress: (line: string) => void,
): Promise<void> {
  for (const table of tables) {
    const [there, wanted] = [await digestOf(session, table), manifest.tables[table.name]];
    if (there.rows !== wanted?.rows || there.sum !== wanted.sum) {
      throw new Error(`${table.name} has ${there.rows} rows, sum ${there.sum}, and not those of the backup.`);
    }
    progress(`${table.name}: ${there.rows} rows, as in the backup`);
  }
}
