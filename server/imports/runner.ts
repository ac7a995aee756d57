/**
 * Imports that the server runs: one at a time, beside everything else. What a process leaves behind, whatever ended it, the
 * next one goes on with: an import is taken by whoever finds that nobody has been heard of for a while.
 */
import type { ImportCounts } from '../../contract/imports.ts';
import { append } from '../ledger/index.ts';
import { type Db, inWorkspace, outsideWorkspaces } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { writeErrorsFile } from './errors-file.ts';
import { countRows, format } from './file.ts';
import { dropFile, dropOldFiles, errorsPathOf } from './folder.ts';
import type { Holding } from './kind.ts';
import { failureOf, foresee, runRows } from './run.ts';
import {
  beat,
  claimImport,
  forgetFile,
  type Import,
  moveTo,
  setFailure,
  setForeseen,
  setTotal,
  workspacesImporting,
} from './store.ts';
import { undoRows } from './undo.ts';
import { type Kinds, kindOf, storedPath } from './upload.ts';

const pollMilliseconds = 5_000;
const beatMilliseconds = 5_000;
/** For each moment of work one of rest: chats come first. */
const restShare = 1;

export type Runner = {
  /** There may be something to do. */
  wake: () => void;
  /** Ends after the batch under way. */
  stop: () => Promise<void>;
};

type Deps = { db: Db; dataDir: string; kinds: Kinds; held: Holding; log: Log };

/** Starts looking. */
export function createRunner(deps: Deps): Runner {
  const { dataDir, log } = deps;
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;
  const wake = (): void => {
    if (ending.signal.aborted) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = runAll(deps, ending.signal)
      .catch((error: unknown) => log.warn({ err: error }, 'imports stopped; they are tried again'))
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          wake();
        }
      });
  };
  const poll = setInterval(wake, pollMilliseconds).unref();
  dropOldFiles(dataDir, new Date()).catch((error: unknown) =>
    log.warn({ err: error }, 'old files of imports stay'),
  );
  wake();
  return {
    wake,
    stop: async () => {
      clearInterval(poll);
      ending.abort();
      await running;
    },
  };
}

async function runAll(deps: Deps, signal: AbortSignal): Promise<void> {
  for (const workspaceId of await outsideWorkspaces(deps.db, workspacesImporting)) {
    while (!signal.aborted) {
      const job = await inWorkspace(deps.db, workspaceId, claimImport);
      if (!job) break;
      await runOne(deps, workspaceId, job, signal);
    }
  }
}

async function runOne(deps: Deps, workspaceId: string, job: Import, signal: AbortSignal): Promise<void> {
  const { db, log } = deps;
  const alive = setInterval(() => {
    inWorkspace(db, workspaceId, (tx) => beat(tx, job.id)).catch(() => undefined);
  }, beatMilliseconds);
  try {
    await work(deps, workspaceId, job, signal);
  } catch (error) {
    log.warn({ err: error, importId: job.id }, 'an import failed');
    await inWorkspace(db, workspaceId, (tx) => setFailure(tx, job.id, failureOf(error)));
  } finally {
    clearInterval(alive);
  }
}

async function work(deps: Deps, workspaceId: string, job: Import, signal: AbortSignal): Promise<void> {
  const { db, dataDir, kinds, held } = deps;
  if (job.state === 'undoing') return undoRows({ db, workspaceId, job, restShare, signal });
  const path = storedPath(dataDir, job);
  if (job.rowsTotal === null) await count(deps, workspaceId, job, path, signal);
  const options = { path, restShare, signal };
  const all = { db, workspaceId, kind: kindOf(kinds, job.kind), job, held };
  if (job.state === 'checking') {
    const foreseen = await foresee(all, options);
    if (!foreseen) return leave(deps, workspaceId, job, signal);
    return inWorkspace(db, workspaceId, async (tx) => {
      await setForeseen(tx, job.id, foreseen);
      await moveTo(tx, job.id, ['checking'], 'checked');
    });
  }
  const { all: isWhole } = await runRows(all, options);
  if (!isWhole) return leave(deps, workspaceId, job, signal);
  return finish(deps, workspaceId, job, path);
}

/** Counts the rows once, so that people see how much is left. */
async function count(
  { db }: Deps,
  workspaceId: string,
  job: Import,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const rows = await countRows(path, format.parse(job.format), job.columns, signal);
  if (!signal.aborted) await inWorkspace(db, workspaceId, (tx) => setTotal(tx, job.id, rows));
}

/** Ended because the server ends: another one need not wait until this one counts as silent. */
async function leave({ db }: Deps, workspaceId: string, job: Import, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) return;
  await inWorkspace(db, workspaceId, (tx) => beat(tx, job.id, { isLeaving: true }));
}

async function finish({ db, dataDir }: Deps, workspaceId: string, job: Import, path: string): Promise<void> {
  const { counts } = await inWorkspace(db, workspaceId, async (tx) =>
    moveTo(tx, job.id, ['running'], 'running'),
  );
  if (counts.rejected > 0) await writeErrorsFile(db, workspaceId, job, path, errorsPathOf(dataDir, job.id));
  await inWorkspace(db, workspaceId, async (tx) => {
    await moveTo(tx, job.id, ['running'], 'done');
    await forgetFile(tx, job.id);
    await recordEnd(tx, job, counts);
  });
  await dropFile(path);
}

async function recordEnd(
  tx: Parameters<typeof append>[0],
  job: Import,
  { read, rejected }: ImportCounts,
): Promise<void> {
  await append(tx, {
    kind: 'import.ended',
    payload: { importId: job.id, what: job.kind, fileName: job.fileName, read, rejected },
    actor: { kind: 'system', id: null },
    direction: 'internal',
    source: { name: 'import' },
  });
}
