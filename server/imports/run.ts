/**
 * Running an import: batch after batch from where it stands. A batch, its errors and the cursor commit in one
 * transaction, so whatever ends the process between two of them, the next run goes on at the next row.
 */

import { Problem } from '../../contract/errors.ts';
import type { ImportCounts, ImportJob } from '../../contract/imports.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { countsOf, type Judged, type Read, sumOf, writeRows } from './batch.ts';
import { batchesOf, paceOf } from './batches.ts';
import { format } from './file.ts';
import type { Context, Holding, ImportKind, Ready } from './kind.ts';
import { hashOf, isReason, readerOf } from './map.ts';
import { sentenceOf } from './row.ts';
import { createSeen } from './seen.ts';
import {
  advance,
  cursorOf,
  type Import,
  lockImports,
  rememberRows,
  setChecked,
  writeErrors,
} from './store.ts';

export type RunOptions = {
  path: string;
  /** Rows in a batch; absent: as many as take a tenth of a second. */
  batchRows?: number | undefined;
  /** How long to rest after a batch, as a share of how long it took: others get their turn. */
  restShare?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((counts: ImportCounts) => void) | undefined;
};

/** What is imported, and where to. */
export type Work = {
  db: Db;
  workspaceId: string;
  kind: ImportKind;
  held: Holding;
  job: Pick<
    Import,
    | 'id'
    | 'map'
    | 'columns'
    | 'format'
    | 'state'
    | 'counts'
    | 'lastRow'
    | 'memberId'
    | 'startedAt'
    | 'createdAt'
  >;
};

const noCounts: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };

/** Imports what is left. `all`: the file is at its end; otherwise somebody cancelled, or runs it elsewhere. */
export async function runRows(work: Work, options: RunOptions): Promise<{ all: boolean }> {
  const { db, workspaceId, kind, job, held } = work;
  const context = { ...contextOf(job), held };
  let done = job.lastRow;
  let counts = job.counts;
  return eachBatch(work, options, done, async (batch) => {
    const last = batch.at(-1)?.number ?? done;
    const judged = await inWorkspace(db, workspaceId, async (tx) => {
      await lockImports(tx);
      const now = await cursorOf(tx, job.id);
      if (now.state !== 'running' || now.lastRow !== done) return undefined;
      const rows = await writeRows(tx, kind, context, batch);
      await keep(tx, job.id, last, rows);
      return rows;
    });
    if (!judged) return false;
    done = last;
    counts = sumOf(counts, countsOf(judged));
    options.onProgress?.(counts);
    return true;
  });
}

async function keep(tx: Tx, importId: string, lastRow: number, rows: readonly Judged[]): Promise<void> {
  const taken = rows.flatMap(({ row, outcome }) => (row && isTold(outcome) ? row.digest : []));
  if (taken.length > 0) await rememberRows(tx, importId, taken);
  const errors = rows.flatMap(({ number, outcome }) =>
    isReason(outcome) ? { row: number, reason: outcome } : [],
  );
  await writeErrors(tx, importId, errors);
  await advance(tx, importId, lastRow, countsOf(rows));
}

const isTold = (outcome: Judged['outcome']): boolean => outcome === 'created' || outcome === 'updated';

/** What a batch would do is done and taken back: this carries the result past the rollback. */
class TakenBack extends Error {
  readonly judged: Judged[];
  constructor(judged: Judged[]) {
    super('A dry run keeps nothing.');
    this.judged = judged;
  }
}

const examplesMax = 10;

/** Says what the import would do. Each batch is written and rolled back; what earlier ones would have made is remembered. */
export async function foresee(
  work: Work,
  options: RunOptions,
): Promise<NonNullable<ImportJob['foreseen']> | undefined> {
  const { db, workspaceId, kind, job, held } = work;
  const context = { ...contextOf(job), held };
  const seen = createSeen();
  const foreseen: NonNullable<ImportJob['foreseen']> = { ...noCounts, refused: [], made: [] };
  const { all } = await eachBatch(work, options, 0, async (batch) => {
    const error = await inWorkspace(db, workspaceId, async (tx) => {
      await lockImports(tx);
      throw new TakenBack(await writeRows(tx, kind, context, batch));
    }).catch((thrown: unknown) => thrown);
    if (!(error instanceof TakenBack)) throw error;
    const judged = error.judged.map((one) => afterEarlier(one, kind, seen));
    for (const one of judged) addExample(foreseen, one);
    Object.assign(foreseen, sumOf(foreseen, countsOf(judged)));
    options.onProgress?.(foreseen);
    if (job.state !== 'checking') return true;
    return inWorkspace(db, workspaceId, async (tx) => {
      await setChecked(tx, job.id, foreseen.read);
      return (await cursorOf(tx, job.id)).state === 'checking';
    });
  });
  return all ? foreseen : undefined;
}

/** What becomes of a row when the batches before it have been kept. */
function afterEarlier(judged: Judged, kind: ImportKind, seen: ReturnType<typeof createSeen>): Judged {
  const { row, outcome } = judged;
  if (!row || isReason(outcome)) return judged;
  const isRepeated = seen.has(row.digest);
  const about = kind.aboutOf?.(row) ?? { finds: [], makes: [] };
  const isKnown = about.finds.some((one) => seen.has(hashOf(one)));
  for (const hash of [row.digest, ...about.makes.map(hashOf)]) seen.add(hash);
  if (isRepeated) return { ...judged, outcome: 'unchanged' };
  return outcome === 'created' && isKnown ? { ...judged, outcome: 'updated' } : judged;
}

const shownLengthMax = 200;

function addExample(foreseen: NonNullable<ImportJob['foreseen']>, { number, outcome, row }: Judged): void {
  if (isReason(outcome)) {
    if (foreseen.refused.length < examplesMax)
      foreseen.refused.push({ row: number, reason: { ...outcome, text: sentenceOf(outcome) } });
  } else if (row && outcome !== 'unchanged' && foreseen.made.length < examplesMax) {
    foreseen.made.push({ row: number, outcome, fields: shownOf(row) });
  }
}

/** What a row says, for people. */
export function shownOf(row: Ready): Record<string, string> {
  const all = Object.entries({ ...row.values, ...row.extra });
  return Object.fromEntries(
    all
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [
        name,
        (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, shownLengthMax),
      ]),
  );
}

function contextOf(job: Work['job']): Omit<Context, 'held'> {
  return {
    source: `import:${job.id}`,
    actor: job.memberId === null ? { kind: 'system', id: null } : { kind: 'member', id: job.memberId },
    startedAt: job.startedAt ?? job.createdAt,
  };
}

/** Gives the rows after `after` to `write`, batch by batch, until it says no. */
async function eachBatch(
  { kind, job }: Work,
  options: RunOptions,
  after: number,
  write: (batch: Read[]) => Promise<boolean>,
): Promise<{ all: boolean }> {
  const reader = readerOf(kind, job.map, job.columns, new Date());
  const file = { path: options.path, format: format.parse(job.format), columns: job.columns };
  const pace = paceOf(options.batchRows);
  for await (const batch of batchesOf(file, reader, after, pace)) {
    if (options.signal?.aborted) return { all: false };
    const began = performance.now();
    if (!(await write(batch))) return { all: false };
    const took = performance.now() - began;
    pace.took(batch.length, took);
    const rest = took * (options.restShare ?? 0);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
  return { all: true };
}

/** Why an import stopped, in words for people: the reason of a refusal, and of a bug that there was one. */
export function failureOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return 'Something failed on our side. What is done is done; start it again to go on.';
}
