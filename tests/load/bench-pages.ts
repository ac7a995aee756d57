/** First pages at size: the product's endpoints against bare routes that run the same SQL under the same role. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { apiPrefix } from '../../contract/endpoints.ts';
import { bookkeepingKinds, entryKinds } from '../../contract/entries.ts';
import { listConversations } from '../../server/conversations/index.ts';
import { readStageRule, stageSql } from '../../server/customers/index.ts';
import { currentPosition, readTimeline } from '../../server/ledger/index.ts';
import { builtDemo } from './data.ts';
import { enter } from './enter.ts';
import type { Loader } from './loading.ts';
import { compared, type Figure, percentile } from './measure.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';
import { openRecorder } from './recording.ts';

/** About as many conversations, and some fourteen times as many entries. */
const customersAll = 1_000_000;
const customersQuick = 20_000;
const rounds = 5;
const pagesPerRoundAll = 300;
const pagesPerRoundQuick = 60;
const sampledCustomers = 2_000;
const limit = 50;
const ratioMax = 2;
const shares = [
  [0.5, 'p50'],
  [0.95, 'p95'],
] as const;

type Page = { title: string; product: (id: string) => string; baseline: (id: string) => string };

/** The figures of the timeline and of the conversation list. */
export async function benchPages(loader: Loader, quick: boolean, cache: string): Promise<Figure[]> {
  const demo = await builtDemo(cache, quick ? customersQuick : customersAll);
  const product = await startProduct(demo.dataDir);
  const database = await joinDatabase(demo.dataDir);
  const { apiKey, memberId } = await enter(product.url, demo);
  const file = path.join(demo.dataDir, 'pages.json');
  writeFileSync(file, JSON.stringify(await recorded(database.serverUrl, demo.workspaceId, memberId)));
  const baseline = await startBaseline('pages', {
    BASELINE_DATABASE_URL: database.serverUrl,
    BASELINE_WORKSPACE: demo.workspaceId,
    BASELINE_PAGES: file,
  });
  try {
    const customers = await database.someCustomers(demo.workspaceId, sampledCustomers);
    const size = `${demo.conversations} conversations, ${demo.entries} entries`;
    const pages: Page[] = [
      {
        title: `First page of a timeline (${size})`,
        product: (id) => `${product.url}${apiPrefix}/customers/${id}/timeline`,
        baseline: (id) => `${baseline.url}/timeline/${id}`,
      },
      {
        title: `First page of the conversation list (${size})`,
        product: () => `${product.url}${apiPrefix}/conversations?status=open`,
        baseline: () => `${baseline.url}/conversations`,
      },
    ];
    const figures: Figure[] = [];
    const pagesPerRound = quick ? pagesPerRoundQuick : pagesPerRoundAll;
    for (const page of pages) {
      figures.push(...(await measured(loader, page, customers, { apiKey, pagesPerRound })));
    }
    return figures;
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
  }
}

/** Stands for whichever customer is asked for. */
const anybody = '00000000-0000-4000-8000-000000000000';

/** The statements that the product sends for each page, in the order in which it sends them. */
async function recorded(serverUrl: string, workspaceId: string, memberId: string) {
  const recorder = openRecorder(serverUrl, workspaceId);
  const kinds = entryKinds.filter((kind) => !bookkeepingKinds.includes(kind));
  const timeline = await recorder.statementsOf(async (tx) => {
    const { lines } = await readStageRule(tx);
    await currentPosition(tx);
    await readTimeline(tx, anybody, { limit, kinds, mark: { name: 'stage', value: stageSql(lines) } });
  });
  const conversations = await recorder.statementsOf((tx) =>
    listConversations(
      tx,
      { memberId, now: new Date(), membersOf: () => sql`select null::uuid as customer_id` },
      { limit, status: 'open', order: 'newest' },
    ),
  );
  await recorder.close();
  return { anybody, limit, timeline, conversations };
}

async function measured(
  loader: Loader,
  page: Page,
  customers: string[],
  { apiKey, pagesPerRound }: { apiKey: string; pagesPerRound: number },
): Promise<Figure[]> {
  await refuseDifferent(page, customers[0] ?? '', apiKey);
  const some = () => customers[Math.floor(Math.random() * customers.length)] ?? '';
  const urls = (of: (id: string) => string, count: number) => Array.from({ length: count }, () => of(some()));
  const ofBaseline = (count: number) => loader.call('runPages', { urls: urls(page.baseline, count) });
  const ofProduct = (count: number) =>
    loader.call('runPages', { urls: urls(page.product, count), token: apiKey });
  await ofBaseline(pagesPerRound);
  await ofProduct(pagesPerRound);
  const took: { baseline: number[][]; product: number[][] } = { baseline: [], product: [] };
  for (let round = 0; round < rounds; round++) {
    took.baseline.push(await ofBaseline(pagesPerRound));
    took.product.push(await ofProduct(pagesPerRound));
  }
  return shares.map(([share, name]) => {
    const of = (times: number[][]) => times.map((one) => percentile(one, share));
    const both = { baseline: of(took.baseline), product: of(took.product) };
    return compared(`${page.title}, ${name}`, 'ms', both, { max: ratioMax });
  });
}

/** What sends the same statements answers the same. */
async function refuseDifferent(page: Page, id: string, apiKey: string): Promise<void> {
  const dataOf = async (url: string) => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } });
    return ((await answer.json()) as { data: unknown }).data;
  };
  if (isDeepStrictEqual(await dataOf(page.product(id)), await dataOf(page.baseline(id)))) return;
  throw new Error(`${page.title}: the baseline answers something else.`);
}
