/** `backup`: everything of an installation, as of one moment, in one file. The server may run meanwhile. */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { readEpoch, readState, type Session, withSession } from '../platform/db/index.ts';
import { readPendingJobs } from '../platform/jobs/index.ts';
import { type Archive, firstEntryOf, writeArchive } from './archive.ts';
import { type Header, type Manifest, made, names, partName } from './backup-format.ts';
import { readPartitions, readSequences, readTables, type Table } from './catalogue.ts';
import { listFiles } from './files.ts';
import { createRowDigest, readRows } from './row-digest.ts';
import { writeSafely } from './safe-file.ts';
import { inSnapshot, inSnapshotOf } from './snapshot.ts';

export type BackupSource = { adminUrl: string; serverUrl: string; dataDir: string; secretKey: string };
export type BackupResult = {
  file: string;
  bytes: number;
  tables: number;
  rows: number;
  jobs: number;
  files: number;
};
export type Progress = (line: string) => void;

/** Writes the backup. @throws Problem when there is nothing to back up, or the file can't be written. */
export async function backUp(source: BackupSource, file: string, progress: Progress): Promise<BackupResult> {
  const target = path.resolve(file);
  await keepWhatIsNoBackup(target);
  return writeSafely(target, (output) =>
    withSession(source.adminUrl, (session) =>
      inSnapshot(session, async (snapshot) => {
        const header = await readHeader(session);
        const tables = await readTables(session);
        const contents: Manifest = emptyManifest(source.secretKey);
        await writeArchive(output, async (archive) => {
          await archive.add(names.header, JSON.stringify({ ...header, tables: tables.map(named) }));
          for (const table of tables) {
            contents.tables[table.name] = await addTable(archive, session, table);
            progress(`${table.name}: ${contents.tables[table.name]?.rows} rows`);
          }
          contents.sequences = await readSequences(session);
          contents.jobs = await addJobs(archive, source.serverUrl, snapshot);
          contents.files = await addFiles(archive, source.dataDir);
          await archive.add(names.secretKey, `${source.secretKey}\n`);
          await archive.add(names.manifest, JSON.stringify(contents));
        });
        const rows = Object.values(contents.tables).reduce((sum, table) => sum + table.rows, 0);
        const counts = {
          tables: tables.length,
          rows,
          jobs: contents.jobs.rows,
          files: contents.files.length,
        };
        return { file: target, bytes: (await stat(`${target}.part`)).size, ...counts };
      }),
    ),
  );
}

/** An older backup is replaced once the new one is whole; any other file was named by mistake. */
async function keepWhatIsNoBackup(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (!there?.isFile() || there.size === 0) return;
  const first = await firstEntryOf(file).catch(() => undefined);
  if (first === names.header) return;
  throw new Problem('already-exists', `${file} is there already and is no backup. Choose another name.`);
}

const named = ({ name, columns }: Table) => ({ name, columns });

async function readHeader(session: Session): Promise<Omit<Header, 'tables'>> {
  const { applied } = await readState(session);
  if (applied.length === 0)
    throw new Problem('not-found', 'This database is empty: there is nothing to back up.');
  const { rows } = await sql<{ now: string; version: string }>`
    select rfc3339(now()) as now, current_setting('server_version') as version`.execute(session.tx);
  return {
    ...made,
    createdAt: rows[0]?.now ?? '',
    postgres: rows[0]?.version ?? '',
    epoch: await readEpoch(session.tx),
    migrations: applied,
    partitions: await readPartitions(session),
  };
}

function emptyManifest(secretKey: string): Manifest {
  const sha256 = createHash('sha256').update(secretKey).digest('hex');
  return { tables: {}, sequences: [], jobs: { rows: 0, sum: '' }, files: [], secretKey: { sha256 } };
}

async function addTable(archive: Archive, session: Session, table: Table): Promise<Manifest['jobs']> {
  const digest = createRowDigest();
  const parts = (part: number) => partName(names.tables + table.name, part);
  await archive.addParts(parts, summing(readRows(session, table), digest));
  return digest.end();
}

async function* summing(
  chunks: AsyncIterable<Buffer>,
  digest: ReturnType<typeof createRowDigest>,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    digest.add(chunk);
    yield chunk;
  }
}

/** Jobs belong to the server's role, so it reads them, at the same moment. */
async function addJobs(archive: Archive, serverUrl: string, snapshot: string): Promise<Manifest['jobs']> {
  const digest = createRowDigest();
  await withSession(serverUrl, (session) =>
    inSnapshotOf(session, snapshot, () =>
      archive.addParts(
        (part) => partName(names.jobs.slice(0, -1), part),
        summing(asLines(readPendingJobs(session.tx)), digest),
      ),
    ),
  );
  return digest.end();
}

async function* asLines(values: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const value of values) yield Buffer.from(`${JSON.stringify(value)}\n`);
}

/** Files that the database names were on disk before it named them; those added since do no harm. */
async function addFiles(archive: Archive, dataDir: string): Promise<Manifest['files']> {
  const added: Manifest['files'] = [];
  for (const file of await listFiles(dataDir)) {
    const opened = await open(file.absolute).catch(() => undefined); // erased meanwhile
    if (!opened) continue;
    const hash = createHash('sha256');
    const content = async function* () {
      for await (const chunk of opened.createReadStream()) {
        hash.update(chunk as Buffer);
        yield chunk as Buffer;
      }
    };
    await archive.addStream(names.files + file.path, file.bytes, Readable.from(content()));
    added.push({ path: file.path, bytes: file.bytes, sha256: hash.digest('hex') });
  }
  return added;
}
