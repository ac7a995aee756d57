/** What memory the export of a workspace takes, and of the same one when it holds four times as many entries. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { importEvents, writeEvents, writeMap } from './bench-import.ts';
import { createOwner, freshData } from './data.ts';
import { compared, type Figure, limited } from './measure.ts';
import { type Measured, measureCommand } from './peak.ts';
import { startProduct } from './product.ts';

const rounds = 3;
const rowsAll = 50_000;
const rowsQuick = 10_000;
const timesLarger = 4;
const memoryRatioMax = 1.25;

/** The figures of exports: both sizes in one run, of one workspace, by the command that an operator uses. */
export async function benchExport(quick: boolean): Promise<Figure[]> {
  const rows = quick ? rowsQuick : rowsAll;
  const { dataDir, remove } = freshData();
  await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const mapFile = writeMap(dataDir);
  const fill = async (name: string, count: number) => {
    const file = path.join(dataDir, `${name}.csv`);
    await writeEvents(file, count, name);
    await importEvents(dataDir, file, mapFile);
  };
  try {
    await fill('small', rows);
    const small = await exportOften(dataDir, 'small', rows);
    await fill('large', rows * (timesLarger - 1));
    const large = await exportOften(dataDir, 'large', rows * timesLarger);
    const thousands = (count: number) => `${count / 1_000},000`;
    const peaks = {
      baseline: small.map(({ peak }) => peak),
      product: large.map(({ peak }) => peak),
    };
    const rate = Math.max(...large.map(({ seconds }) => (rows * timesLarger) / seconds));
    return [
      compared(
        `Memory of an export of ${thousands(rows * timesLarger)} entries, against ${thousands(rows)} entries`,
        'MB',
        peaks,
        { max: memoryRatioMax },
      ),
      limited(`Export of ${thousands(rows * timesLarger)} entries`, '/s', rate, null, null),
    ];
  } finally {
    await product.stop();
    remove();
  }
}

async function exportOften(dataDir: string, name: string, rows: number): Promise<Measured[]> {
  const all: Measured[] = [];
  for (let round = 1; round <= rounds; round++) {
    const folder = path.join(dataDir, `export-${name}-${round}`);
    const measured = await measureCommand(['export', folder], dataDir);
    const { size } = statSync(path.join(folder, 'entries.jsonl'));
    const files = readdirSync(folder).length;
    all.push(measured);
    const shown = `${measured.seconds.toFixed(1)} s, ${Math.round(measured.peak)} MB of memory`;
    console.error(
      `Export of ${rows} entries, round ${round}: ${shown}, ${Math.round(size / 1_000_000)} MB of entries among ${files} files`,
    );
  }
  return all;
}
