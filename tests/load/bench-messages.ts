/** Finding messages at size: the product's endpoint against a bare route that reads the same messages by their ids. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { apiPrefix } from '../../contract/endpoints.ts';
import { startEmbedded, withSession } from '../../server/platform/db/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { createOwner, fingerprint, type Owner } from './data.ts';
import type { Loader } from './loading.ts';
import { compared, type Figure, percentile } from './measure.ts';
import { writeMessages } from './messages.ts';
import { joinDatabase, startBaseline, startProduct } from './product.ts';

export const messagesAll = 4_000_000;
export const messagesQuick = 100_000;
const rounds = 5;
const searchesPerRound = 100;
const limit = 25;
const ratioMax = 2;
const sampled = 40;
const shares = [
  [0.5, 'p50'],
  [0.95, 'p95'],
] as const;

/** A workspace with messages, and where it lies. */
export type Corpus = Owner & { dataDir: string };

/** The figures of searches for words that all, many, few and none of the messages have, and for parts of them. */
export async function benchMessages(loader: Loader, quick: boolean, cache: string): Promise<Figure[]> {
  const count = quick ? messagesQuick : messagesAll;
  const corpus = await builtCorpus(cache, count);
  const product = await startProduct(corpus.dataDir);
  const database = await joinDatabase(corpus.dataDir);
  const file = path.join(corpus.dataDir, 'searches.json');
  const addressOf = (search: string) =>
    `${product.url}${apiPrefix}/messages?limit=${limit}&search=${encodeURIComponent(search)}`;
  const kinds = await searchesIn(database.adminUrl, corpus.workspaceId);
  const found: Record<string, string[]> = {};
  for (const search of Object.values(kinds).flat()) {
    const answer = await fetch(addressOf(search), { headers: { authorization: `Bearer ${corpus.apiKey}` } });
    if (!answer.ok) throw new Error(`"${search}": ${answer.status} ${await answer.text()}`);
    const { data } = (await answer.json()) as { data: { id: string }[] };
    found[search] = data.map(({ id }) => id);
  }
  writeFileSync(file, JSON.stringify(found));
  const baseline = await startBaseline('messages', {
    BASELINE_DATABASE_URL: database.serverUrl,
    BASELINE_WORKSPACE: corpus.workspaceId,
    BASELINE_SEARCHES: file,
  });
  const bare = (search: string) => `${baseline.url}/messages?search=${encodeURIComponent(search)}`;
  try {
    const figures: Figure[] = [];
    const all = Object.values(kinds).flat();
    const named: [name: string, searches: string[], isLimited: boolean][] = [
      ['all kinds', evenly(kinds), true],
      ...Object.entries(kinds).map(([name, of]): [string, string[], boolean] => [name, of, false]),
    ];
    await loader.call('runPages', { urls: all.map(bare) });
    await loader.call('runPages', { urls: all.map(addressOf), token: corpus.apiKey });
    for (const [name, searches, isLimited] of named) {
      const took: { baseline: number[][]; product: number[][] } = { baseline: [], product: [] };
      for (let round = 0; round < rounds; round += 1) {
        const some = Array.from(
          { length: searchesPerRound },
          (_, n) => searches[(n + round * 7) % searches.length] ?? '',
        );
        took.baseline.push(await loader.call('runPages', { urls: some.map(bare) }));
        took.product.push(await loader.call('runPages', { urls: some.map(addressOf), token: corpus.apiKey }));
      }
      for (const [share, shareName] of shares) {
        const of = (times: number[][]) => times.map((one) => percentile(one, share));
        const what = `Search in ${count.toLocaleString('en')} messages, ${name}, ${shareName}`;
        const both = { baseline: of(took.baseline), product: of(took.product) };
        figures.push(compared(what, 'ms', both, isLimited && share === 0.95 ? { max: ratioMax } : null));
      }
    }
    return figures;
  } finally {
    await baseline.stop();
    await database.leave();
    await product.stop();
  }
}

/** As many of each kind. */
function evenly(kinds: Record<string, string[]>): string[] {
  return Array.from({ length: sampled }, (_, n) =>
    Object.values(kinds).map((of) => of[n % of.length] ?? ''),
  ).flat();
}

/** What is searched for, by kind: words by how many messages have them. */
async function searchesIn(adminUrl: string, workspaceId: string): Promise<Record<string, string[]>> {
  return withSession(adminUrl, async ({ tx }) => {
    const words = async (like: string, order: string, skip = 0) => {
      const { rows } = await sql<{ word: string }>`
        select word from message_words where workspace_id = ${workspaceId} and word ~ ${like}
        order by ${sql.raw(order)} offset ${skip} limit ${sampled}`.execute(tx);
      return rows.map(({ word }) => word);
    };
    const latin = '^[a-z]{4,}$';
    const common = await words(latin, 'messages desc, word');
    const middle = await words(latin, 'messages desc, word', 2_000);
    const rare = await words(latin, 'messages, word');
    const numbers = await words('^[0-9]{6}$', 'md5(word)');
    const pairs = await words('^[\\u4e00-\\u9fff]{2}$', 'messages desc, word', 500);
    return {
      'in every message': ['the', 'th'],
      'common words': common,
      'words in between': middle,
      'rare words': rare,
      numbers: numbers,
      'parts of words': middle.map((word) => word.slice(1)),
      'one letter': ['a', 'e', 'k', 'v', 'z', 'q', 'ж', '7'],
      'two Chinese characters': pairs,
      'two words': common.map((word, n) => `${word} ${middle[n] ?? ''}`),
      'not there': rare.map((word) => `${word}x`),
    };
  });
}

/** The messages in a data folder below `cache`: made once for each schema and generator. */
export async function builtCorpus(cache: string, count: number): Promise<Corpus> {
  const folder = path.join(cache, `messages-${count}-${fingerprint()}`);
  const done = path.join(folder, 'done.json');
  const dataDir = path.join(folder, 'data');
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8')) as Corpus;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o755);
  const owner = (await createOwner(dataDir)) as Owner & { memberId: string };
  const embedded = await startEmbedded({ dataDir, log: createLogger({ level: 'warn' }) });
  try {
    await withSession(embedded.adminUrl, async (session) => {
      await writeMessages(session, owner, count);
      await sql`vacuum (analyze, freeze)`.execute(session.tx);
      await sql`checkpoint`.execute(session.tx);
    });
  } finally {
    await embedded.stop();
  }
  const corpus = { ...owner, dataDir };
  writeFileSync(done, JSON.stringify(corpus));
  return corpus;
}
