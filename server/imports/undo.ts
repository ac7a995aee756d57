/**
 * Taking an import back, batch by batch, the last one first. Nothing in the ledger is changed: entries say what no longer
 * holds, and read models are as if it had never come. What others have told stays, and so does whom it is about.
 */
import { type Entry, type EntryKind, entryKinds } from '../../contract/entries.ts';
import { forgetMembers, mendCompanies, withdrawCompanies } from '../companies/index.ts';
import { mendCustomers, withdrawCustomers } from '../customers/index.ts';
import { append, entriesOf, toldByAlone, withdraw } from '../ledger/index.ts';
import { mendOrders, mendReviews, orderKinds, reviewKinds } from '../orders/index.ts';
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

/** What an import tells of somebody or something; besides these it makes customers. */
const toldKinds = [
  'customer.identified',
  'customer.described',
  'company.updated',
  'company.member_added',
  ...orderKinds,
  ...reviewKinds,
  'message.received',
  'message.sent',
  'event.tracked',
] as const satisfies readonly EntryKind[];
/** What the program itself concludes of a customer is no history from elsewhere. */
const concludedKinds = entryKinds.filter((kind) => /^(segment|entries)\.|^customer\.withdrawn$/.test(kind));
/** So many are taken back in one transaction of 200 ms. */
const entriesPerStepMax = 250;
/** More than a batch of an import makes. */
const customersPerBatchMax = 20_000;

/**
 * Takes back what is left of the last batch, some at a time: first what it told, then the customers whom it made, of whom
 * nobody else has told. False when no batch is left.
 */
async function undoBatch(tx: Tx, job: Import): Promise<boolean> {
  const batch = await lastBatch(tx, job.id);
  if (!batch) return false;
  const source = `import:${job.id}`;
  const told = await entriesOf(tx, batch, { source, kinds: toldKinds, limit: entriesPerStepMax });
  if (told.length > 0) {
    await takeBack(tx, job.id, told);
    await addUndone(tx, job.id, { takenBack: countsOf(told), left: {} });
    return true;
  }
  const made = await entriesOf(tx, batch, {
    source,
    kinds: ['customer.created', 'company.created'],
    limit: customersPerBatchMax,
  });
  const people = made.filter(({ kind }) => kind === 'customer.created');
  const ids = people.flatMap(({ customerId }) => customerId ?? []);
  const vanishing = await toldByAlone(tx, ids, source, concludedKinds);
  const gone = people.filter(({ customerId }) => customerId !== null && vanishing.has(customerId));
  await withdrawCustomers(tx, source, [...vanishing]);
  await forgetMembers(tx, [...vanishing]);
  await takeBack(tx, job.id, gone);
  const companies = await undoCompanies(tx, job.id, made);
  await addUndone(tx, job.id, {
    takenBack: { customers: gone.length, companies: companies.gone },
    left: { touched: people.length - gone.length, companies: companies.left },
  });
  await removeBatch(tx, job.id, batch.lastRow);
  return true;
}

/** Withdraws entries, and makes anew what they told of. */
async function takeBack(tx: Tx, importId: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const entry = await withdraw(tx, `import:${importId}`, {
    importId,
    entryIds: entries.map(({ id }) => id),
    customerIds: [...new Set(entries.flatMap(({ customerId }) => customerId ?? []))],
  });
  await mendCustomers(tx, entry);
  await mendCompanies(tx, entry);
  await mendOrders(tx, entry);
  await mendReviews(tx, entry);
}

/** Companies of which nobody else tells anything vanish; of the others, what the import told when it made them. */
async function undoCompanies(
  tx: Tx,
  importId: string,
  entries: readonly Entry[],
): Promise<{ gone: number; left: number }> {
  const made = entries.flatMap((entry) =>
    entry.kind === 'company.created' ? [{ entry, id: entry.payload.companyId }] : [],
  );
  const gone = new Set(
    await withdrawCompanies(
      tx,
      `import:${importId}`,
      made.map(({ id }) => id),
    ),
  );
  const left = made.filter(({ id }) => !gone.has(id));
  await takeBack(
    tx,
    importId,
    left.map(({ entry }) => entry),
  );
  return { gone: gone.size, left: left.length };
}

function countsOf(told: readonly Entry[]): Record<string, number> {
  const count = (pattern: RegExp) => told.filter(({ kind }) => pattern.test(kind)).length;
  const orders = told.flatMap(({ kind, payload }) =>
    kind.startsWith('order.') && 'orderId' in payload ? payload.orderId : [],
  );
  return {
    attributes: count(/^(customer\.described|company\.updated)$/),
    memberships: count(/^company\.member_added$/),
    addresses: count(/^customer\.identified$/),
    orders: new Set(orders).size,
    reviews: count(/^review\./),
    entries: count(/^(message|event)\./),
  };
}
