/**
 * A team's day on a million conversations: fifty members work through views while a thousand visitors chat. Each request of
 * the console against the same statements sent by hand during the same load; counts against recounts; memory; and what a
 * second, quiet workspace feels of it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { apiPrefix } from '../../contract/endpoints.ts';
import { makeKeySecret } from '../../server/accounts/testing.ts';
import { newId } from '../../server/ledger/index.ts';
import { withSession } from '../../server/platform/db/index.ts';
import { builtCorpus, type Corpus, messagesAll, messagesQuick } from './bench-messages.ts';
import { createOwner } from './data.ts';
import type { Deed, DeskTimes, Places } from './load-desk.ts';
import type { Loader } from './loading.ts';
import { compared, type Figure, limited, percentile } from './measure.ts';
import { agents, numbered } from './messages.ts';
import { memoryOf } from './processes.ts';
import { type Database, joinDatabase, startBaseline, startProduct } from './product.ts';
import { openRecordingServer } from './recording-server.ts';

const rounds = 5;
const secondsAll = 60;
const secondsQuick = 8;
const visitorsAll = 1_000;
const visitorsQuick = 200;
const openingsPerSecond = 50;
/** Messages of visitors, each of which is answered at once. */
const messagesPerSecond = 15;
const deedsPerSecond = 25;
const sampled = 2_000;
const ratioMax = 3;
const memoryRatioMax = 1.25;
const neighbourRatioMax = 2;
const countLateMillisecondsMax = 1_000;
const recountMilliseconds = 200;
const closingMilliseconds = 700;
const neighbourMilliseconds = 100;

const page = (query: string) => `${apiPrefix}/conversations?limit=50&${query}`;
const deeds: Deed[] = [
  { name: 'mine', method: 'GET', path: page('status=open&assignee=me&order=waiting') },
  { name: 'unassigned', method: 'GET', path: page('status=open&assignee=none&order=waiting') },
  { name: 'all', method: 'GET', path: page('status=open&order=newest') },
  { name: 'counts', method: 'GET', path: `${apiPrefix}/views/counts` },
  { name: 'conversation', method: 'GET', path: `${apiPrefix}/conversations/:conversation` },
  { name: 'messages', method: 'GET', path: `${apiPrefix}/conversations/:conversation/messages?order=newest` },
  { name: 'customer', method: 'GET', path: `${apiPrefix}/customers/:customer` },
  { name: 'timeline', method: 'GET', path: `${apiPrefix}/customers/:customer/timeline` },
  {
    name: 'reply',
    method: 'POST',
    path: `${apiPrefix}/conversations/:conversation/messages`,
    body: { text: 'It left this morning.' },
  },
];

/** The figures of a desk. */
export async function benchDesk(loader: Loader, quick: boolean, cache: string): Promise<Figure[]> {
  const count = quick ? messagesQuick : messagesAll;
  const corpus = await builtCorpus(cache, count);
  const product = await startProduct(corpus.dataDir);
  const database = await joinDatabase(corpus.dataDir);
  const baseline = await startBaseline('desk', await recorded(corpus, database));
  try {
    const keys = await agentKeys(database, corpus.workspaceId);
    const neighbour = await neighbourOf(corpus.dataDir, product.url);
    const visitors = quick ? visitorsQuick : visitorsAll;
    await loader.call('connectDesk', { url: product.url, keys });
    await loader.call('connectChat', { ...corpus, url: product.url, count: visitors });
    const opening = { perSecond: openingsPerSecond, seconds: visitors / openingsPerSecond };
    await loader.call('runChat', opening);
    const places = await placesIn(database, corpus.workspaceId);
    const desk = { product: product.url, baseline: baseline.url, keys, deeds, places };
    const seconds = quick ? secondsQuick : secondsAll;
    await loader.call('runDesk', { ...desk, perSecond: deedsPerSecond, seconds: secondsQuick });
    const quietly = await neighbour.timesFor(secondsQuick * 1_000);
    const watch = watchCounts(product.url, corpus, database, places.conversations);
    const all: DeskTimes[] = [];
    const besides: number[][] = [];
    const memory: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [times, chat, beside] = await Promise.all([
        loader.call('runDesk', { ...desk, perSecond: deedsPerSecond, seconds }),
        loader.call('runChat', { perSecond: messagesPerSecond, seconds }),
        neighbour.timesFor(seconds * 1_000),
      ]);
      if (chat.lost + chat.refused.length > 0)
        throw new Error(
          `desk: ${chat.lost} messages were lost, ${chat.refused.length} refused: ${chat.refused[0]}`,
        );
      console.error(`desk, round ${round + 1}: chat p50 ${percentile(chat.both, 0.5).toFixed(1)} ms`);
      all.push(times);
      besides.push(beside);
      memory.push(memoryOf(product.pid, database.pid()) / 1_024);
    }
    const size = `${count.toLocaleString('en')} messages`;
    return [
      ...deeds.map(({ name }) => ofDeed(name, size, all)),
      ...ofOthers(await watch.stop(), memory, { quietly, besides }),
    ];
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
  }
}

function ofDeed(name: string, size: string, rounds: readonly DeskTimes[]): Figure {
  const p99 = (side: 'product' | 'baseline') =>
    rounds.map((times) => percentile(times[name]?.[side] ?? [], 0.99));
  const both = { product: p99('product'), baseline: p99('baseline') };
  return compared(`Desk on ${size}: ${name}, p99`, 'ms', both, { max: ratioMax });
}

function ofOthers(
  countsLate: number,
  memory: readonly number[],
  { quietly, besides }: { quietly: number[]; besides: number[][] },
): Figure[] {
  const [first = 0, last = 0] = [memory[0], memory.at(-1)];
  const baseline = besides.map(() => percentile(quietly, 0.95));
  const beside = { baseline, product: besides.map((times) => percentile(times, 0.95)) };
  return [
    limited(
      'Desk: the longest that a count of a view was wrong',
      'ms',
      countsLate,
      countLateMillisecondsMax,
      null,
    ),
    compared(
      'Desk: memory after the last round, against the first',
      'MB',
      { baseline: [first], product: [last] },
      { max: memoryRatioMax },
    ),
    compared('Desk: a list of another workspace, against without the load, p95', 'ms', beside, {
      max: neighbourRatioMax,
    }),
  ];
}

/** The statements of each deed, recorded once with one conversation. */
async function recorded(corpus: Corpus, database: Database): Promise<Record<string, string>> {
  const { workspaceId, apiKey, dataDir } = corpus;
  const server = await openRecordingServer(dataDir, database.serverUrl);
  const [conversation, customer] = [numbered(2, 1), numbered(1, 1)];
  const found: Record<string, unknown> = {};
  for (const { name, method, path: address, body } of deeds) {
    const at = address.replace(':conversation', conversation).replace(':customer', customer);
    const { statements, answer } = await server.ask(method, at, apiKey, body);
    const fresh = method === 'POST' ? { fresh: (answer as { id: string }).id } : {};
    found[name] = { statements, conversation, customer, ...fresh };
  }
  await server.close();
  const file = path.join(dataDir, 'deeds.json');
  writeFileSync(file, JSON.stringify(found));
  return { BASELINE_DATABASE_URL: database.serverUrl, BASELINE_WORKSPACE: workspaceId, BASELINE_DEEDS: file };
}

/** A key for each of the members that stand in the data. */
function agentKeys(database: Database, workspaceId: string): Promise<string[]> {
  return withSession(database.adminUrl, async ({ tx }) => {
    const keys: string[] = [];
    for (let n = 0; n < agents; n += 1) {
      const { secret, prefix, hash } = makeKeySecret('api', workspaceId);
      await sql`
        insert into api_keys (workspace_id, id, member_id, name, kind, prefix, secret_hash, created_at)
        values (${workspaceId}, ${newId()}, ${numbered(4, n)}, 'Load', 'api', ${prefix}, ${hash}, now())`.execute(
        tx,
      );
      keys.push(secret);
    }
    return keys;
  });
}

/** Open conversations and their customers, taken by chance. */
function placesIn(database: Database, workspaceId: string): Promise<Places> {
  return withSession(database.adminUrl, async ({ tx }) => {
    const { rows } = await sql<{ id: string; customerId: string }>`
      select id, customer_id as "customerId" from conversations
      where workspace_id = ${workspaceId} and status = 'open' order by random() limit ${sampled}`.execute(tx);
    return {
      conversations: rows.map(({ id }) => id),
      customers: rows.map(({ customerId }) => customerId),
    };
  });
}

/** A workspace beside the busy one, in which somebody looks at the list now and then. */
async function neighbourOf(dataDir: string, url: string) {
  const { apiKey } = await secondOwner(dataDir);
  const look = async (): Promise<number> => {
    const began = performance.now();
    const answer = await fetch(url + page('status=open'), { headers: { authorization: `Bearer ${apiKey}` } });
    await answer.text();
    return performance.now() - began;
  };
  return {
    timesFor: async (milliseconds: number): Promise<number[]> => {
      const until = performance.now() + milliseconds;
      const times: number[] = [];
      while (performance.now() < until) {
        times.push(await look());
        await sleep(neighbourMilliseconds);
      }
      return times;
    },
  };
}

const secondOwner = (dataDir: string) => createOwner(dataDir, `Neighbour ${Date.now()}`);

/** Closes conversations meanwhile, and holds each count that is told against recounts: how late it was at most. */
function watchCounts(
  url: string,
  { apiKey, workspaceId }: Corpus,
  database: Database,
  open: readonly string[],
) {
  const recounts: { from: number; to: number; count: number }[] = [];
  const told: { from: number; to: number; count: number }[] = [];
  const ending = new AbortController();
  const headers = { authorization: `Bearer ${apiKey}` };
  const every = async (milliseconds: number, work: () => Promise<void>): Promise<void> => {
    while (!ending.signal.aborted) {
      await work();
      await sleep(milliseconds);
    }
  };
  const timed = async (count: () => Promise<number>) => {
    const from = performance.now();
    const counted = await count();
    return { from, to: performance.now(), count: counted };
  };
  let closed = 0;
  const lanes = withSession(database.adminUrl, ({ tx }) =>
    Promise.all([
      every(recountMilliseconds, async () => {
        recounts.push(
          await timed(async () => {
            const { rows } = await sql<{ count: number }>`
              select count(*)::integer as count from conversations
              where workspace_id = ${workspaceId} and status = 'open' and not spam`.execute(tx);
            return rows[0]?.count ?? -1;
          }),
        );
      }),
      every(recountMilliseconds, async () => {
        told.push(
          await timed(async () => {
            const answer = await fetch(`${url}${apiPrefix}/views/counts`, { headers });
            const { counts } = (await answer.json()) as { counts: { all: { count: number } } };
            return counts.all.count;
          }),
        );
      }),
      every(closingMilliseconds, async () => {
        closed += 1;
        const id = open[open.length - closed];
        await fetch(`${url}${apiPrefix}/conversations/${id}/closure`, { method: 'POST', headers });
      }),
    ]),
  );
  return {
    stop: async (): Promise<number> => {
      ending.abort();
      await lanes;
      if (closed === 0 || told.length === 0) throw new Error('desk: no count was watched.');
      return Math.max(...told.map((one) => lateness(one, recounts)));
    },
  };
}

type Counted = { from: number; to: number; count: number };

/** How far from a told count the nearest recount lies that says the same: 0 where they overlap. */
function lateness(told: Counted, recounts: readonly Counted[]): number {
  const same = recounts.filter(({ count }) => count === told.count);
  return Math.min(
    ...same.map(({ from, to }) => Math.max(0, told.from - to, from - told.to)),
    Number.MAX_SAFE_INTEGER,
  );
}
