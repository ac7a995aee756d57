/**
 * `import-workspace`: an export becomes a workspace of its own. Rows are written in short transactions, each of which
 * commits with how far it has come: cut off, the next run goes on there. Afterwards the workspace is compared with the
 * export, table by table. The same export again changes nothing.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../contract/errors.ts';
import { analyze, makePastPartitions, type Session, withSession } from '../platform/db/index.ts';
import { syncFolder } from '../platform/files/index.ts';
import type { Progress } from './backup.ts';
import { readTables } from './catalogue.ts';
import type { CheckedExport } from './check-export.ts';
import { differences } from './compare-workspace.ts';
import { fileOf, filesFolderName } from './export-format.ts';
import { filesFolder, filesIn, folderOf, type StoredFile } from './files.ts';
import { type Fills, matchTables, writeFile } from './import-rows.ts';
import { begin, inMaintenance, markDone, type Standing, standingOf } from './import-standing.ts';
import { exclusively } from './operation-lock.ts';
import { type Carried, carriedOf, type Portables } from './portable.ts';
import { renamedFor } from './renaming.ts';

const monthMilliseconds = 30 * 86_400_000;
/** Machine entries of before are nobody's: they are dropped long before. */
const monthsMax = 120;

export type ImportTarget = { adminUrl: string; dataDir: string };
export type ImportedWorkspace = {
  workspaceId: string;
  name: string;
  /** `made` now, `finished` after an earlier run was cut off, or `known`: it was there, and nothing was changed. */
  outcome: 'made' | 'finished' | 'known';
  rows: number;
  files: number;
};

type Options = {
  portables: Portables;
  /** Another name than it had. */
  name?: string | undefined;
  /** Values of columns that don't travel. */
  fills: Fills;
  progress: Progress;
  /** Hears of each transaction; what it throws ends the run there. */
  onBatch?: (() => void) | undefined;
};

/** Makes the workspace, or goes on with it. @throws Problem `conflict` where this program lacks a table or column. */
export async function importWorkspace(
  target: ImportTarget,
  checked: CheckedExport,
  options: Options,
): Promise<ImportedWorkspace> {
  const { manifest, digest } = checked;
  const name = options.name ?? manifest.workspace.name;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return withSession(target.adminUrl, (session) =>
    exclusively(session, async () => {
      const tables = matchTables(manifest, carriedOf(await readTables(session), options.portables));
      const before = await standingOf(session, digest);
      if (before?.isDone) return { workspaceId: before.workspaceId, name, outcome: 'known', rows, files: 0 };
      await makePastPartitions(target.adminUrl, monthsBack(manifest.machineSince));
      const at = before ?? (await beginHere(session, checked, tables));
      await writeTables(session, checked, tables, at, options);
      const own = folderOf(filesFolder(target.dataDir), at.workspaceId);
      const files = await copyFiles(path.join(checked.folder, filesFolderName), own);
      await analyze(target.adminUrl);
      const compared = tables.filter((table) => table.name !== 'workspaces' || options.name === undefined);
      const differing = await differences(session, checked, compared, at);
      if (differing.length > 0) throw new Error(`Not as in the export: ${differing.join(', ')}.`);
      await markDone(session, at);
      return { workspaceId: at.workspaceId, name, outcome: before ? 'finished' : 'made', rows, files };
    }),
  );
}

function monthsBack(since: string | null): number {
  if (since === null) return 0;
  return Math.min(monthsMax, Math.ceil((Date.now() - Date.parse(since)) / monthMilliseconds) + 1);
}

async function beginHere(
  session: Session,
  { folder, digest }: CheckedExport,
  tables: readonly Carried[],
): Promise<Standing> {
  return begin(session, digest, await inMaintenance(session, () => renamedFor(session, folder, tables)));
}

async function writeTables(
  session: Session,
  { folder, manifest }: CheckedExport,
  tables: readonly Carried[],
  at: Standing,
  { name, fills, progress, onBatch }: Options,
): Promise<void> {
  const all: Fills = name === undefined ? fills : { ...fills, workspaces: async () => ({ name }) };
  for (const [place, table] of tables.entries()) {
    if (place < at.filesDone) continue;
    await writeFile(session, path.join(folder, fileOf(table.name)), table, at, { fills: all, onBatch });
    progress(`${table.name}: ${manifest.tables[place]?.rows} rows`);
  }
}

/** Files never change: one that is there is the same. */
async function copyFiles(from: string, into: string): Promise<number> {
  const files = await filesIn(from);
  for (const file of files) {
    await refuseDamaged(file);
    const target = path.join(into, ...file.path.split('/'));
    if ((await stat(target).catch(() => undefined))?.size === file.bytes) continue;
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(file.absolute, target);
    await syncFile(target);
    await syncFolder(path.dirname(target));
  }
  return files.length;
}

/** A file is called what its bytes add up to. @throws Problem `invalid-input` */
async function refuseDamaged({ path: name, absolute }: StoredFile): Promise<void> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(absolute), sum);
  if (sum.digest('hex') === path.basename(name)) return;
  throw new Problem('invalid-input', `files/${name} of the export is not as it was written.`);
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}
