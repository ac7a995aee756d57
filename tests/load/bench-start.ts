/** How long a start takes on existing data, and what the idle server and its database hold in memory. */
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

/** The figures of start and of rest. */
export async function benchStart(cache: string): Promise<Figure[]> {
  const { dataDir } = await builtDemo(cache, customers);
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
        await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
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
