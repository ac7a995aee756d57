/** How long a start takes on existing data, and what the idle server and its database hold in memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import { builtDemo } from './data.ts';
import { compared, type Figure, limited, median } from './measure.ts';
import { memoryOf } from './processes.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';

/** The data of a demo as people make it. */
const customers = 2_000;
const rounds = 5;
const ratioMax = 2;
const megabytesMax = 300;
const settleMilliseconds = 10_000;
/** Followers of the ledger have read all when they say so this often, one look after the other. */
const quietLooks = 5;
const lookMilliseconds = 1_000;

/** Lets the server read once what the demo has written: an idle server has nothing left to do. */
async function settle(dataDir: string): Promise<void> {
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  for (let quiet = 0; quiet < quietLooks; quiet = (await database.isRead()) ? quiet + 1 : 0)
    await sleep(lookMilliseconds);
  await database.leave();
  await product.stop();
}

/** The figures of start and of rest. */
export async function benchStart(cache: string): Promise<Figure[]> {
  const { dataDir } = await builtDemo(cache, customers);
  await settle(dataDir);
  const ready: { baseline: number[]; product: number[] } = { baseline: [], product: [] };
  const memory: { baseline: number[]; product: number[] } = { baseline: [], product: [] };
  for (let round = 0; round < rounds; round++) {
    const measureMemory = round === rounds - 1;
    for (const [name, start] of [
      ['baseline', () => startBaseline('start', { DATA_DIR: dataDir })],
      ['product', () => startProduct(dataDir)],
    ] as const) {
      const program = await start();
      ready[name].push(program.readyMilliseconds);
      if (measureMemory) {
        await sleep(settleMilliseconds);
        const database = await joinDatabase(dataDir);
        memory[name].push((memoryOf(program.pid, database.pid()) + database.memory()) / 1_024);
        await database.leave();
      }
      await program.stop();
    }
  }
  return [
    compared('Start to ready on existing data', 'ms', ready, { max: ratioMax }),
    limited(
      'Idle memory, server and database',
      'MB',
      median(memory.product),
      megabytesMax,
      median(memory.baseline),
    ),
  ];
}
