/** Importing a file against an owner's COPY of the same rows, and what memory a small and a large file take. */
import { createWriteStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createOwner, freshData } from './data.ts';
import type { Collected } from './load-collect.ts';
import { compared, type Figure, median } from './measure.ts';
import { type Measured, measureCommand } from './peak.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';
import { ask } from './wire.ts';

const rounds = 5;
const rowsAll = 100_000;
const rowsQuick = 10_000;
/** The large file has so many times as many rows, and a cell of 1 MB in each so many. */
const timesLarger = 5;
const longEvery = 50_000;
const longCharacters = 1024 * 1024;
const users = 1_000;
const ratioMin = 0.2;
const memoryRatioMax = 1.5;

const map = { key: ['id'], fields: { user: 'user', event: 'event', time: 'time' } };

/** Writes events of `rows` rows, none of which was there before. */
export async function writeEvents(file: string, rows: number, name: string, isLong = false): Promise<void> {
  const lines = function* () {
    yield 'id;user;event;time;product;price;note\n';
    for (let n = 1; n <= rows; n++) {
      const time = new Date(1.6e12 + n * 1_000).toISOString();
      const note = isLong && n % longEvery === 1 ? 'x'.repeat(longCharacters) : 'Bought before';
      yield `${name}-${n};user-${n % users};Product Viewed;${time};SKU-${n % 500};129.90;${note}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

/** Where the mapping of such a file stands. */
export function writeMap(folder: string): string {
  const file = path.join(folder, 'map.json');
  writeFileSync(file, JSON.stringify(map));
  return file;
}

/** The figures of imports. */
export async function benchImport(quick: boolean): Promise<Figure[]> {
  const rows = quick ? rowsQuick : rowsAll;
  const { dataDir, remove } = freshData();
  const owner = await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  const baseline = await startBaseline('collect', {
    BASELINE_DATABASE_URL: database.serverUrl,
    BASELINE_ADMIN_URL: database.adminUrl,
    BASELINE_WORKSPACE: owner.workspaceId,
  });
  const mapFile = writeMap(dataDir);
  const load = async (name: string, count: number, isLong = false): Promise<Measured> => {
    const file = path.join(dataDir, `${name}.csv`);
    await writeEvents(file, count, name, isLong);
    return importEvents(dataDir, file, mapFile);
  };
  try {
    await load('warm', rows / 10);
    await ask('POST', `${baseline.url}/sample`, { body: {} });
    const rates = { product: [] as number[], baseline: [] as number[] };
    const peaks: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const imported = await load(`round-${round}`, rows);
      const copied = await ask<Collected>('POST', `${baseline.url}/copy`, { body: { rows } });
      rates.product.push(rows / imported.seconds);
      rates.baseline.push(copied.events / copied.seconds);
      peaks.push(imported.peak);
      const said = [rates.product.at(-1), rates.baseline.at(-1)].map((rate) => Math.round(rate ?? 0));
      console.error(
        `Import, round ${round + 1}: ${said.join(' and ')} rows/s, ${Math.round(imported.peak)} MB`,
      );
    }
    const large = await load('large', rows * timesLarger, true);
    const thousands = (count: number) => `${count / 1_000},000`;
    return [
      compared(`Import of ${thousands(rows)} events, against an owner’s COPY`, '/s', rates, {
        min: ratioMin,
      }),
      compared(
        `Memory of an import of ${thousands(rows * timesLarger)} rows with cells of 1 MB, against ${thousands(rows)} rows`,
        'MB',
        { baseline: [median(peaks)], product: [large.peak] },
        { max: memoryRatioMax },
      ),
    ];
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
    remove();
  }
}

/** Imports by the command, as an operator does; the seconds include its start. */
export function importEvents(dataDir: string, file: string, mapFile: string): Promise<Measured> {
  return measureCommand(['import', 'events', file, '--map', mapFile], dataDir);
}
