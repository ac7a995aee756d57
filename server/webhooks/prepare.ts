/** A delivery made ready to be written: everything that needs no database is done before its transaction begins. */
import { Problem } from '../../contract/errors.ts';
import type { ImportCounts } from '../../contract/imports.ts';
import type { DeliveryOutcome, RefusedRow, WebhookMapping, WebhookPreview } from '../../contract/webhooks.ts';
import type { Tx } from '../platform/db/index.ts';
import { jsonOf } from './body.ts';
import { reason, tableOf } from './mapping.ts';
import type { Taken, Takers, Told, Write } from './taker.ts';

/** So many refused rows are told of. */
const refusedShownMax = 20;
const rowsShownMax = 50;

export type Result = { outcome: DeliveryOutcome; counts: ImportCounts; refused: RefusedRow[] };
export type Ready = (tx: Tx, told: Told) => Promise<Result & Pick<WebhookPreview, 'rows'>>;

export const noCounts: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };

/** A result for a delivery of which nothing can be read, or taken at all. */
export function refusedWhole(why: RefusedRow['reason'], mapping = 0): Result {
  return { outcome: 'failed', counts: noCounts, refused: [{ mapping, row: 0, reason: why }] };
}

/** Reads a body by the mappings. What is answered writes it in a transaction, and says what became of it. */
export async function prepare(
  text: string,
  mappings: readonly WebhookMapping[],
  options: { takers: Takers; receivedAt: string; now: Date },
): Promise<Ready> {
  const body = jsonOf(text);
  if (body === undefined) return async () => ({ ...refusedWhole(reason('not-json')), rows: [] });
  const parts: { write: Write | undefined; broken: RefusedRow['reason'] | undefined }[] = [];
  for (const mapping of mappings) {
    const taker = options.takers[mapping.makes];
    const table = tableOf(mapping, body, { fields: taker.fields, receivedAt: options.receivedAt });
    if ('code' in table) parts.push({ write: undefined, broken: table });
    else if (table.rows.length === 0) parts.push({ write: undefined, broken: undefined });
    else parts.push(await readBy(() => taker.read(table, options.now)));
  }
  return async (tx, told) => {
    const all: { mapping: number; row: number; taken: Taken }[] = [];
    const refused: RefusedRow[] = [];
    for (const [mapping, { write, broken }] of parts.entries()) {
      if (broken) refused.push({ mapping, row: 0, reason: broken });
      // One after the other: an order finds the customer whom the mapping before it made.
      const rows = write ? await write(tx, told) : [];
      all.push(...rows.map((taken, at) => ({ mapping, row: at + 1, taken })));
    }
    return resultOf(all, refused);
  };
}

/** A map that lacks what every row needs is the mapping's fault: the delivery is kept and says so. */
async function readBy(read: () => Promise<Write>) {
  try {
    return { write: await read(), broken: undefined };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { write: undefined, broken: reason('map-unfit', { value: error.message }) };
  }
}

function resultOf(
  all: readonly { mapping: number; row: number; taken: Taken }[],
  broken: readonly RefusedRow[],
): Result & Pick<WebhookPreview, 'rows'> {
  const counts = { ...noCounts, read: all.length };
  for (const { taken } of all) counts[taken.outcome] += 1;
  const refused = all.flatMap(({ mapping, row, taken }) =>
    taken.reason ? { mapping, row, reason: taken.reason } : [],
  );
  const isFailed = broken.length + refused.length > 0;
  return {
    outcome: isFailed ? 'failed' : all.length === 0 ? 'ignored' : 'done',
    counts,
    refused: [...broken, ...refused].slice(0, refusedShownMax),
    rows: all
      .slice(0, rowsShownMax)
      .map(({ mapping, row, taken: { outcome, fields } }) => ({ mapping, row, outcome, fields })),
  };
}
