/** What an idle visitor costs in memory. */
import { createOwner, freshData } from './data.ts';
import type { Loader } from './loading.ts';
import { type Figure, limited } from './measure.ts';
import { memoryOf } from './processes.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';

const visitorsAll = 10_000;
const visitorsQuick = 4_000;
/** The first ones load what the server loads on first use. */
const visitorsBefore = 200;
const settleMilliseconds = 15_000;
const kilobytesMax = 40;

/** Memory for each idle visitor: the server's own, and with the database's. */
export async function benchIdle(loader: Loader, quick: boolean): Promise<Figure[]> {
  const count = quick ? visitorsQuick : visitorsAll;
  const { dataDir, remove } = freshData();
  const owner = await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  const baseline = await startBaseline('echo', { BASELINE_DATABASE_URL: database.besideUrl });
  try {
    const memory = () => ({
      server: memoryOf(product.pid),
      database: database.memory(),
      baseline: memoryOf(baseline.pid),
    });
    await loader.call('connectIdle', { url: product.url, inboxId: owner.inboxId, count: visitorsBefore });
    await loader.call('connectIdle', { url: baseline.url, count: visitorsBefore });
    await settled();
    const before = memory();
    await loader.call('connectIdle', { url: baseline.url, count });
    await loader.call('connectIdle', { url: product.url, inboxId: owner.inboxId, count });
    await settled();
    const after = memory();
    const open = await loader.call('dropIdle', {});
    if (open !== 2 * (count + visitorsBefore)) throw new Error(`only ${open} sockets stayed open`);
    const each = (part: keyof typeof before) => (after[part] - before[part]) / count;
    const what = `${count} idle visitors, memory for each`;
    return [
      limited(`${what}: server`, 'KB', each('server'), kilobytesMax, each('baseline')),
      limited(`${what}: server and database`, 'KB', each('server') + each('database'), kilobytesMax, null),
    ];
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
    remove();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
}
