/** An import from the command line: it runs in the command's own process, on the file where it lies. */
import { Problem } from '../../contract/errors.ts';
import type { ImportCounts, ImportKindName, ImportMap } from '../../contract/imports.ts';
import { refuseCountry } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { writeErrorsFile } from './errors-file.ts';
import { countRows, inspectFile } from './file.ts';
import { errorsPathOf, makeFolder } from './folder.ts';
import { guessAll, timeZoneHere } from './guess-reading.ts';
import type { Holding, ImportKind } from './kind.ts';
import { readerOf } from './map.ts';
import { createTeller } from './progress.ts';
import { failureOf, foresee, type RunOptions, runRows, type Work } from './run.ts';
import { type Import, insertImport, moveTo, readImport, setFailure, unfinishedImport } from './store.ts';

export type CommandResult = ImportCounts & { errorsFile: string | null };

type Asked = {
  kind: ImportKind;
  path: string;
  fileName: string;
  map: ImportMap | undefined;
  isDryRun: boolean;
  isResumed: boolean;
  /** Rows in a batch; absent: as many as take a tenth of a second. */
  batchRows?: number | undefined;
  /** Ends it after the batch under way. */
  signal?: AbortSignal | undefined;
  /** Hears of each batch. */
  onBatch?: (() => void) | undefined;
};
type Deps = {
  db: Db;
  workspaceId: string;
  dataDir: string;
  held: Holding;
  progress: (line: string) => void;
};

/** Runs it. @throws Problem `invalid-input` for a file or a map that can't be used. */
export async function runFromCommand(deps: Deps, asked: Asked): Promise<CommandResult> {
  const { db, workspaceId, held } = deps;
  const { kind, path, fileName } = asked;
  const file = await inspectFile(path, fileName);
  const map = asked.map ?? (await guessAll(kind, file, await inWorkspace(db, workspaceId, timeZoneHere)));
  if (!asked.map) deps.progress(`Guessed: ${JSON.stringify(map)}`);
  readerOf(kind, map, file.columns, new Date());
  await refuseCountry(map);
  const found = asked.isResumed
    ? await inWorkspace(db, workspaceId, (tx) =>
        unfinishedImport(tx, { kind: kind.name, sha256: file.sha256, map }),
      )
    : undefined;
  if (asked.isResumed) {
    deps.progress(
      found ? `Going on after row ${found.lastRow}.` : 'There is nothing to go on with: it begins anew.',
    );
  }
  const total = await countRows(path, file.format, file.columns);
  const tell = createTeller(deps.progress, { total, done: found?.counts.read ?? 0 });
  const onProgress = (counts: ImportCounts): void => {
    tell(counts);
    asked.onBatch?.();
  };
  if (asked.isDryRun) {
    const job = notKept(file, map);
    const foreseen = await foresee(
      { db, workspaceId, kind, job, held },
      { path, onProgress, batchRows: asked.batchRows },
    );
    if (!foreseen) throw new Error('A dry run of a command is not cancelled.');
    for (const { row, reason } of foreseen.refused) deps.progress(`row ${row}: ${reason.text}`);
    return { ...countsIn(foreseen), errorsFile: null };
  }
  const id = found?.id ?? (await begin(deps, asked, file, map));
  const job = await inWorkspace(db, workspaceId, (tx) => readImport(tx, id));
  const work = { db, workspaceId, kind, job, held };
  return finish(deps, work, { path, onProgress, batchRows: asked.batchRows, signal: asked.signal });
}

async function finish(
  deps: Deps,
  work: Omit<Work, 'job'> & { job: Import },
  options: RunOptions,
): Promise<CommandResult> {
  const { db, workspaceId, job } = work;
  const running = await inWorkspace(db, workspaceId, (tx) =>
    moveTo(tx, job.id, ['uploaded', 'running', 'failed', 'cancelled'], 'running'),
  );
  try {
    const { all } = await runRows({ ...work, job: running }, options);
    if (!all)
      throw new Problem('conflict', 'The import was cancelled, or runs elsewhere. What is done is done.');
  } catch (error) {
    await inWorkspace(db, workspaceId, (tx) => setFailure(tx, job.id, failureOf(error)));
    throw error;
  }
  const done = await inWorkspace(db, workspaceId, (tx) => moveTo(tx, job.id, ['running'], 'done'));
  if (done.counts.rejected === 0) return { ...done.counts, errorsFile: null };
  await makeFolder(deps.dataDir);
  const errorsFile = errorsPathOf(deps.dataDir, job.id);
  await writeErrorsFile(db, workspaceId, done, options.path, errorsFile);
  return { ...done.counts, errorsFile };
}

async function begin(
  { db, workspaceId }: Deps,
  { kind, fileName }: Asked,
  file: Awaited<ReturnType<typeof inspectFile>>,
  map: ImportMap,
): Promise<string> {
  return inWorkspace(db, workspaceId, (tx) =>
    insertImport(tx, {
      ...file,
      kind: kind.name as ImportKindName,
      origin: 'command',
      memberId: null,
      fileName,
      storedName: null,
      map,
    }),
  );
}

/** What a dry run works with: nothing of it is kept. */
function notKept(file: Awaited<ReturnType<typeof inspectFile>>, map: ImportMap): Work['job'] {
  const createdAt = new Date().toISOString().replace('Z', '000Z');
  const counts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  return {
    ...file,
    id: newId(),
    map,
    counts,
    lastRow: 0,
    state: 'uploaded',
    memberId: null,
    startedAt: null,
    createdAt,
  };
}

function countsIn({ read, created, updated, unchanged, rejected }: ImportCounts): ImportCounts {
  return { read, created, updated, unchanged, rejected };
}
