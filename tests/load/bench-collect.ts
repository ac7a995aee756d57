/** Collecting events: in batches and one by one, against the plainest programs that write the same rows. */
import { createOwner, freshData } from './data.ts';
import type { Collected } from './load-collect.ts';
import type { Loader } from './loading.ts';
import { compared, type Figure } from './measure.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';
import { ask } from './wire.ts';

const users = 10_000;
const rounds = 5;
const callsPerBatch = 100;
const batchesAtOnce = 16;
const connections = 64;
/** As many as the product has for one workspace. */
const writers = 2;
const copiedRows = 20_000;
const ratioMin = 0.5;

/** Events a second that were taken. */
const rateOf = ({ events, seconds }: Collected): number => events / seconds;

/** The figures of `/v1/batch` and of single events. */
export async function benchCollect(loader: Loader, seconds: number): Promise<Figure[]> {
  const { dataDir, remove } = freshData();
  const owner = await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  const baseline = await startBaseline('collect', {
    BASELINE_DATABASE_URL: database.serverUrl,
    BASELINE_ADMIN_URL: database.adminUrl,
    BASELINE_WORKSPACE: owner.workspaceId,
  });
  const { writeKey } = owner;
  const send = (url: string, perRequest: number, connections: number) =>
    loader.call('runCollect', { url, writeKey, perRequest, connections, users, seconds });
  const write = <T>(what: string, body: object) => ask<T>('POST', `${baseline.url}/${what}`, { body });
  try {
    // Everybody is known, and all code is warm, before anything is measured.
    await send(product.url, callsPerBatch, batchesAtOnce);
    await write('sample', {});
    await send(product.url, 1, connections);
    await send(baseline.url, 1, connections);

    const batches = { product: [] as number[], insert: [] as number[], copy: [] as number[] };
    const singles = { product: [] as number[], baseline: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const before = await database.commitsOf(owner.workspaceId);
      batches.product.push(rateOf(await send(product.url, callsPerBatch, batchesAtOnce)));
      const after = await database.commitsOf(owner.workspaceId);
      const rowsPerCommit = Math.round((after.rows - before.rows) / (after.commits - before.commits));
      batches.insert.push(rateOf(await write<Collected>('insert', { seconds, rowsPerCommit, writers })));
      batches.copy.push(rateOf(await write<Collected>('copy', { rows: copiedRows })));
      singles.product.push(rateOf(await send(product.url, 1, connections)));
      singles.baseline.push(rateOf(await send(baseline.url, 1, connections)));
      const said = [...Object.values(batches), ...Object.values(singles)].map((rates) =>
        Math.round(rates.at(-1) ?? 0),
      );
      console.error(
        `Collecting, round ${round + 1}: ${said.join(', ')} events/s, ${rowsPerCommit} rows a commit`,
      );
    }
    const of = (product: number[], base: number[]) => ({ product, baseline: base });
    return [
      compared('Events in batches of 100, against unnest', '/s', of(batches.product, batches.insert), {
        min: ratioMin,
      }),
      compared(
        'Events in batches of 100, against an owner’s COPY',
        '/s',
        of(batches.product, batches.copy),
        null,
      ),
      compared('Single events from 64 connections', '/s', of(singles.product, singles.baseline), {
        min: ratioMin,
      }),
    ];
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
    remove();
  }
}
