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
const settleMillisecondsAll = 15_000;
const settleMillisecondsQuick = 5_000;
const kilobytesMax = 40;

/** Memory for each idle visitor: the server's own, and with the database's. */
export async function benchIdle(loader: Loader, quick: boolean): Promise<Figure[]> {
  const count = quick ? visitorsQuick : visitorsAll;
  const settle = quick ? settleMillisecondsQuick : settleMillisecondsAll;
  const { dataDir, remove } = freshData();
  const owner = await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  const baseline = await startBaseline('echo', { BASELINE_DATABASE_URL: database.besideUrl });
  try {
    const raw = await each(
      loader,
      { url: baseline.url },
      { count, settle },
      { server: () => memoryOf(baseline.pid) },
    );
    const visitor = await each(
      loader,
      { url: product.url, inboxId: owner.inboxId },
      { count, settle },
      {
        server: () => memoryOf(product.pid, database.pid()),
        database: () => database.memory(),
      },
    );
    const what = `${count} idle visitors, memory for each`;
    return [
      limited(`${what}: server`, 'KB', visitor.server, kilobytesMax, raw.server),
      limited(`${what}: server and database`, 'KB', visitor.server + visitor.database, null, null),
    ];
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
    remove();
  }
}

/** What each of so many more visitors adds to the memories. */
async function each<Part extends string>(
  loader: Loader,
  to: { url: string; inboxId?: string },
  { count, settle }: { count: number; settle: number },
  memories: Record<Part, () => number>,
): Promise<Record<Part, number>> {
  const now = () => Object.entries<() => number>(memories).map(([part, memory]) => [part, memory()] as const);
  await loader.call('connectIdle', { ...to, count: visitorsBefore });
  await new Promise((resolve) => setTimeout(resolve, settle));
  const before = new Map(now());
  await loader.call('connectIdle', { ...to, count });
  await new Promise((resolve) => setTimeout(resolve, settle));
  const added = now().map(([part, after]) => [part, (after - (before.get(part) ?? 0)) / count]);
  const open = await loader.call('dropIdle', {});
  if (open !== count + visitorsBefore) throw new Error(`only ${open} sockets stayed open`);
  return Object.fromEntries(added) as Record<Part, number>;
}
