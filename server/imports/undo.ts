/**
 * Taking an import back, batch by batch, the last one first. Nothing in the ledger is changed: entries say what no longer
 * holds. What others have told since stays, and so does whom it is about.
 */
import { type Entry, entryKinds } from '../../contract/entries.ts';
import { forgetMembers, withdrawCompanies } from '../companies/index.ts';
import { withdrawCustomers } from '../customers/index.ts';
import { append, entriesOf, toldByAlone } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import {
  addUndone,
  cursorOf,
  forgetRows,
  type Import,
  lastBatch,
  lockImports,
  moveTo,
  removeBatch,
} from './store.ts';

type Undo = { db: Db; workspaceId: string; job: Import; restShare: number; signal: AbortSignal };

/** What was taken back, and what was left, by why. */
export type Undone = { takenBack: Record<string, number>; left: Record<string, number> };

const pauseMillisecondsMax = 1_000;

/** Takes back what is left to take back. */
export async function undoRows({ db, workspaceId, job, restShare, signal }: Undo): Promise<void> {
  for (;;) {
    if (signal.aborted) return;
    const began = performance.now();
    const isMore = await inWorkspace(db, workspaceId, async (tx) => {
      await lockImports(tx);
      if ((await cursorOf(tx, job.id)).state !== 'undoing') return false;
      return (await undoBatch(tx, job)) || (await forgetRows(tx, job.id));
    });
    if (!isMore) break;
    const rest = Math.min(pauseMillisecondsMax, (performance.now() - began) * restShare);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
  await inWorkspace(db, workspaceId, async (tx) => {
    await moveTo(tx, job.id, ['undoing'], 'undone');
    await append(tx, {
      kind: 'import.undone',
      payload: { importId: job.id, what: job.kind, fileName: job.fileName },
      actor: { kind: 'system', id: null },
      direction: 'internal',
      source: { name: 'import' },
    });
  });
}

/** What these tell has state of its own, which nothing takes back: whoever it is about stays with it. */
const stayingKinds = entryKinds.filter((kind) => /^(order|review)\./.test(kind));

/** Takes the last batch back; false when there is none left. */
async function undoBatch(tx: Tx, job: Import): Promise<boolean> {
  const batch = await lastBatch(tx, job.id);
  if (!batch) return false;
  const source = `import:${job.id}`;
  const entries = await entriesOf(tx, batch);
  const about = [...new Set(entries.flatMap(({ customerId }) => customerId ?? []))];
  const vanishing = await toldByAlone(tx, about, source, stayingKinds);
  const created = entries.flatMap(({ kind, customerId }) =>
    kind === 'customer.created' && customerId ? customerId : [],
  );
  const gone = created.filter((id) => vanishing.has(id));
  await withdrawCustomers(tx, source, gone);
  await forgetMembers(tx, gone);
  const companies = await undoCompanies(tx, source, entries);
  const { takenBack, left } = countsOf(entries, created, vanishing);
  await addUndone(tx, job.id, {
    takenBack: { ...takenBack, companies: companies.gone },
    left: { ...left, companies: companies.left },
  });
  await removeBatch(tx, job.id, batch.lastRow);
  return true;
}

/** Companies of whom nobody else has told anything vanish with everything that the import told of them. */
async function undoCompanies(
  tx: Tx,
  source: string,
  entries: readonly Entry[],
): Promise<{ gone: number; left: number }> {
  const made = entries.flatMap((entry) => (entry.kind === 'company.created' ? entry.payload.companyId : []));
  const gone = await withdrawCompanies(tx, source, made);
  return { gone, left: made.length - gone };
}

function countsOf(
  entries: readonly Entry[],
  created: readonly string[],
  vanishing: ReadonlySet<string>,
): Undone {
  const told = entries.filter(({ kind }) => !/^(customer|company)\./.test(kind));
  const toldAway = told.filter(({ customerId }) => customerId !== null && vanishing.has(customerId)).length;
  const gone = created.filter((id) => vanishing.has(id)).length;
  const addresses = entries.filter(
    ({ kind, customerId }) =>
      kind === 'customer.identified' && customerId !== null && !vanishing.has(customerId),
  ).length;
  return {
    takenBack: { customers: gone, entries: toldAway },
    left: { touched: created.length - gone, entries: told.length - toldAway, addresses },
  };
}
