/** Chat: a visitor's message to the member and the reply back, against raw sockets with one committed row. */
import path from 'node:path';
import { writeEvents, writeMap } from './bench-import.ts';
import { createOwner, freshData } from './data.ts';
import type { Loader } from './loading.ts';
import { compared, type Figure, percentile } from './measure.ts';
import { startCommand } from './processes.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';

const visitors = 1_000;
const messagesPerSecond = 200;
/** At which visitors write their first message, before anything is measured. */
const openingsPerSecond = 50;
const rounds = 5;
const ratioMax = 3;
/** More than it can write while it is measured. */
const fillCustomers = 1_000_000;
const fillPauseMilliseconds = 3_000;
/** Rows for each second of a round: more than can be imported while all rounds are measured. */
const importedPerSecond = 200_000;

/** The figures of chat: alone, beside a demo that fills another workspace at full speed, and beside an import. */
export async function benchChat(loader: Loader, seconds: number): Promise<Figure[]> {
  const { dataDir, remove } = freshData();
  const owner = await createOwner(dataDir);
  const product = await startProduct(dataDir);
  const database = await joinDatabase(dataDir);
  const baseline = await startBaseline('echo', { BASELINE_DATABASE_URL: database.besideUrl });
  try {
    await loader.call('connectEcho', { url: baseline.url, count: visitors });
    await loader.call('connectChat', { url: product.url, ...owner, count: visitors });
    // The first message of each visitor opens the conversation; what is measured is a chat that goes on.
    const first = await loader.call('runChat', {
      perSecond: openingsPerSecond,
      seconds: visitors / openingsPerSecond,
    });
    refuseLoss('the first messages', first);
    // A round for each side before they are measured: code that runs often is compiled by then.
    await loader.call('runEcho', { perSecond: messagesPerSecond, seconds });
    const warm = await loader.call('runChat', { perSecond: messagesPerSecond / 2, seconds });
    refuseLoss('warming up', warm);
    const alone = await measured(loader, seconds, 'Chat');
    const demo = ['demo', '--customers', String(fillCustomers)];
    const fill = startCommand(demo, { DATA_DIR: dataDir }, 'ignore');
    await new Promise((resolve) => setTimeout(resolve, fillPauseMilliseconds));
    const filling = await measured(loader, seconds, 'Chat while the demo fills another workspace');
    if (!fill.isRunning()) throw new Error(`the demo ended too early: ${await fill.output}`);
    await fill.stop();
    const file = path.join(dataDir, 'events.csv');
    await writeEvents(file, seconds * importedPerSecond, 'beside');
    const where = ['--map', writeMap(dataDir), '--workspace', owner.workspaceId];
    const importing = ['import', 'events', file, ...where];
    const load = startCommand(importing, { DATA_DIR: dataDir }, 'ignore');
    await new Promise((resolve) => setTimeout(resolve, fillPauseMilliseconds));
    const beside = await measured(loader, seconds, 'Chat while the same workspace imports events', ['p99']);
    if (!load.isRunning()) throw new Error(`the import ended too early: ${await load.output}`);
    await load.stop();
    return [...alone, ...filling, ...beside];
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
    remove();
  }
}

function refuseLoss(what: string, { lost, refused }: { lost: number; refused: string[] }): void {
  if (lost + refused.length === 0) return;
  throw new Error(`${what}: ${lost} were lost, ${refused.length} refused, the first with: ${refused[0]}`);
}

type Way = 'toMember' | 'toVisitor' | 'both';
const ways: Record<Way, string> = {
  toMember: 'visitor to member',
  toVisitor: 'member to visitor',
  both: 'there and back, two messages',
};

async function measured(
  loader: Loader,
  seconds: number,
  title: string,
  limited = ['p50', 'p99'],
): Promise<Figure[]> {
  const echoes: number[][] = [];
  const chats: Record<Way, number[][]> = { toMember: [], toVisitor: [], both: [] };
  // Of the messages offered, visitors write half and the member the other half.
  const perSecond = messagesPerSecond / 2;
  for (let round = 0; round < rounds; round++) {
    const echo = await loader.call('runEcho', { perSecond: messagesPerSecond, seconds });
    const chat = await loader.call('runChat', { perSecond, seconds });
    refuseLoss(title, chat);
    if (echo.lost > 0) throw new Error(`${title}: ${echo.lost} echoes were lost`);
    const p50 = (times: number[]) => percentile(times, 0.5).toFixed(1);
    console.error(`${title}, round ${round + 1}: ${p50(echo.took)} and ${p50(chat.both)} ms`);
    echoes.push(echo.took);
    for (const way of Object.keys(ways) as Way[]) chats[way].push(chat[way]);
  }
  const figures: Figure[] = [];
  for (const [way, words] of Object.entries(ways) as [Way, string][]) {
    for (const [share, name] of [
      [0.5, 'p50'],
      [0.99, 'p99'],
    ] as const) {
      // There and back is two messages with a commit each, so it is held against two of the baseline's.
      const messages = way === 'both' ? 2 : 1;
      const product = chats[way].map((times) => percentile(times, share));
      const baseline = echoes.map((times) => percentile(times, share) * messages);
      const limit = limited.includes(name) ? { max: ratioMax } : null;
      figures.push(compared(`${title}: ${words}, ${name}`, 'ms', { baseline, product }, limit));
    }
  }
  return figures;
}
