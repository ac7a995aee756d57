/** `export`: a workspace as JSON Lines, for people, other programs and other installations. Nothing in it lets anybody in. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { machineSince } from '../ledger/index.ts';
import { readState, type Session, withSession } from '../platform/db/index.ts';
import { syncFolder } from '../platform/files/index.ts';
import type { Progress } from './backup.ts';
import { readTables } from './catalogue.ts';
import {
  type ExportedFile,
  type ExportManifest,
  fileOf,
  filesFolderName,
  manifestName,
} from './export-format.ts';
import { createCounter, readLines, typesOf } from './export-table.ts';
import { filesFolder, filesIn, folderOf } from './files.ts';
import { type Carried, carriedOf, type Portables } from './portable.ts';
import { inWritableOrder } from './portable-order.ts';
import { inSnapshot } from './snapshot.ts';

export type ExportSource = { adminUrl: string; dataDir: string };
type Options = { workspace: { id: string; name: string }; portables: Portables; progress: Progress };
export type ExportResult = { folder: string; tables: number; rows: number; files: number };

/** Writes a workspace as of one moment into `folder`, which is there whole or not at all. */
export async function exportWorkspace(
  source: ExportSource,
  folder: string,
  options: Options,
): Promise<ExportResult> {
  const target = path.resolve(folder);
  await refuseFull(target);
  await mkdir(path.dirname(target), { recursive: true });
  // A folder that nobody else can have meant; only its owner may enter it.
  const draft = await mkdtemp(`${target}.part-`);
  try {
    const { tables } = await withSession(source.adminUrl, (session) =>
      inSnapshot(session, () => writeAll(session, draft, options)),
    );
    const own = folderOf(filesFolder(source.dataDir), options.workspace.id);
    const files = await copyFiles(own, path.join(draft, filesFolderName));
    await rename(draft, target);
    await syncFolder(path.dirname(target));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return { folder: target, tables: tables.length, rows, files };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function refuseFull(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new Problem('already-exists', `${folder} is a file. Name a new folder.`);
    throw error;
  });
  if (there.length > 0) throw new Problem('already-exists', `${folder} is not empty. Name a new folder.`);
}

async function writeAll(session: Session, folder: string, options: Options): Promise<ExportManifest> {
  const carried = await inWritableOrder(session, carriedOf(await readTables(session), options.portables));
  const tables: ExportedFile[] = [];
  for (const table of carried) {
    const written = await writeTable(
      session,
      table,
      options.workspace.id,
      path.join(folder, fileOf(table.name)),
    );
    tables.push(written);
    options.progress(`${table.name}: ${written.rows} rows`);
  }
  const manifest: ExportManifest = { ...(await headOf(session, options.workspace)), tables };
  await writeFile(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}

async function headOf(
  session: Session,
  workspace: Options['workspace'],
): Promise<Omit<ExportManifest, 'tables'>> {
  const { rows } = await sql<{ now: string }>`select rfc3339(now()) as now`.execute(session.tx);
  const { applied } = await readState(session);
  return {
    format: 'rapport-export',
    version: 1,
    createdAt: rows[0]?.now ?? '',
    workspace,
    machineSince: await machineSince(session.tx, workspace.id),
    migrations: applied.map(({ name, checksum }) => ({ name, checksum })),
  };
}

async function writeTable(
  session: Session,
  table: Carried,
  workspaceId: string,
  file: string,
): Promise<ExportedFile> {
  const lines = await readLines(session, table, workspaceId);
  const sum = createHash('sha256');
  const counter = createCounter();
  const counted = async function* () {
    for await (const chunk of lines) {
      counter.add(chunk);
      sum.update(chunk);
      yield chunk;
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(file, { flush: true }));
  const columns = await typesOf(session, table);
  return {
    table: table.name,
    rows: counter.rows(),
    bytes: counter.bytes(),
    sha256: sum.digest('hex'),
    columns,
  };
}

async function copyFiles(from: string, folder: string): Promise<number> {
  const files = await filesIn(from);
  let count = 0;
  for (const file of files) {
    const target = path.join(folder, ...file.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    // Erased meanwhile: then the database names it no more either.
    if (!(await copyFile(file.absolute, target).then(() => true, absentAsFalse))) continue;
    count += 1;
  }
  return count;
}

function absentAsFalse(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}
