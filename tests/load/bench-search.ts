/** Finding people at size: the product's endpoint against a bare route that sends the same statements. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { apiPrefix } from '../../contract/endpoints.ts';
import { companyNames, peopleOf } from '../../server/companies/index.ts';
import { searchCustomers } from '../../server/customers/index.ts';
import { orderNumbers } from '../../server/orders/index.ts';
import { membersOf } from '../../server/segments/index.ts';
import { builtDemo } from './data.ts';
import { enter } from './enter.ts';
import type { Loader } from './loading.ts';
import { compared, type Figure, percentile } from './measure.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';
import { openRecorder, type Statement } from './recording.ts';

const customersAll = 1_000_000;
const customersQuick = 20_000;
const rounds = 5;
const searchesPerRoundAll = 150;
const searchesPerRoundQuick = 40;
const sampledCustomers = 60;
const lettersTyped = 4;
const limit = 50;
const ratioMax = 2;
const shares = [
  [0.5, 'p50'],
  [0.95, 'p95'],
] as const;

/** The figures of searches as somebody types them: the beginning of a name, of a later word, and both names. */
export async function benchSearch(loader: Loader, quick: boolean, cache: string): Promise<Figure[]> {
  const customers = quick ? customersQuick : customersAll;
  const searchesPerRound = quick ? searchesPerRoundQuick : searchesPerRoundAll;
  const demo = await builtDemo(cache, customers);
  const product = await startProduct(demo.dataDir);
  const database = await joinDatabase(demo.dataDir);
  const { apiKey } = await enter(product.url, demo);
  const names = await database.someNames(demo.workspaceId, sampledCustomers);
  const searches = [...new Set(names.flatMap(typed))];
  const file = path.join(demo.dataDir, 'searches.json');
  writeFileSync(file, JSON.stringify(await recorded(database.serverUrl, demo.workspaceId, searches)));
  const baseline = await startBaseline('search', {
    BASELINE_DATABASE_URL: database.serverUrl,
    BASELINE_WORKSPACE: demo.workspaceId,
    BASELINE_SEARCHES: file,
  });
  const addresses = {
    product: (search: string) =>
      `${product.url}${apiPrefix}/customers?limit=${limit}&search=${encodeURIComponent(search)}`,
    baseline: (search: string) => `${baseline.url}/customers?search=${encodeURIComponent(search)}`,
  };
  const some = () => searches[Math.floor(Math.random() * searches.length)] ?? '';
  const run = (of: (search: string) => string, token?: string) =>
    loader.call('runPages', {
      urls: Array.from({ length: searchesPerRound }, () => of(some())),
      ...(token === undefined ? {} : { token }),
    });
  try {
    for (const search of searches.slice(0, 5)) await refuseDifferent(addresses, search, apiKey);
    await run(addresses.baseline);
    await run(addresses.product, apiKey);
    const took: { baseline: number[][]; product: number[][] } = { baseline: [], product: [] };
    for (let round = 0; round < rounds; round++) {
      took.baseline.push(await run(addresses.baseline));
      took.product.push(await run(addresses.product, apiKey));
    }
    return shares.map(([share, name]) => {
      const of = (times: number[][]) => times.map((one) => percentile(one, share));
      const both = { baseline: of(took.baseline), product: of(took.product) };
      const what = `Search among ${customers.toLocaleString('en')} people, ${name}`;
      return compared(what, 'ms', both, { max: ratioMax });
    });
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
  }
}

/** What somebody types who looks for a name. */
function typed(name: string): string[] {
  const words = name.split(' ');
  const begun = words.map((word) => [...word].slice(0, lettersTyped).join(''));
  return [...begun, name].filter((text) => text !== '');
}

/** The statements that the product sends for each search. */
async function recorded(serverUrl: string, workspaceId: string, searches: readonly string[]) {
  const recorder = openRecorder(serverUrl, workspaceId);
  const belonging = {
    sources: [...orderNumbers, companyNames],
    peopleOf: { company: peopleOf, segment: membersOf },
  };
  const found: Record<string, Statement[]> = {};
  for (const search of searches) {
    found[search] = await recorder.statementsOf((tx) => searchCustomers(tx, { search, limit }, belonging));
  }
  await recorder.close();
  return found;
}

type Addresses = Record<'product' | 'baseline', (search: string) => string>;

async function refuseDifferent(addresses: Addresses, search: string, apiKey: string): Promise<void> {
  const dataOf = async (url: string) => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } });
    return ((await answer.json()) as { data: unknown }).data;
  };
  const [one, other] = await Promise.all([addresses.product(search), addresses.baseline(search)].map(dataOf));
  if (!isDeepStrictEqual(one, other)) throw new Error(`"${search}": the baseline answers something else.`);
}
