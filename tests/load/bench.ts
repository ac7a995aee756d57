/**
 * `npm run bench`: what Rapport costs against the plainest programs that do a part of its work, measured in one run with
 * both interleaved, five rounds each, the load coming from a process of its own. `--quick` takes five minutes at most;
 * `--only chat,desk,idle,pages,start,search,collect,segments,import,export` a part; `--cache DIR` says where large data sets are kept.
 */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchChat } from './bench-chat.ts';
import { benchCollect } from './bench-collect.ts';
import { benchDesk } from './bench-desk.ts';
import { benchExport } from './bench-export.ts';
import { benchIdle } from './bench-idle.ts';
import { benchImport } from './bench-import.ts';
import { benchMessages } from './bench-messages.ts';
import { benchPages } from './bench-pages.ts';
import { benchSearch } from './bench-search.ts';
import { benchSegments } from './bench-segments.ts';
import { benchStart } from './bench-start.ts';
import { startLoader } from './loading.ts';
import type { Figure } from './measure.ts';
import { tableOf } from './measure.ts';
import { type Run, writePage } from './page.ts';

const root = path.join(import.meta.dirname, '../..');
const roundSecondsAll = 20;
const roundSecondsQuick = 2;
const collectSecondsAll = 8;
const collectSecondsQuick = 2;
const reactionSecondsAll = 60;
const reactionSecondsQuick = 6;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'start,chat,desk,idle,pages,search,collect,segments,import,export' },
    cache: { type: 'string', default: path.join(root, 'tests/artifacts/cache') },
  },
});
const { quick, cache } = values;
const parts = values.only.split(',');
const loader = startLoader();
const benches: Record<string, () => Promise<Figure[]>> = {
  start: () => benchStart(cache),
  chat: () => benchChat(loader, quick ? roundSecondsQuick : roundSecondsAll),
  desk: () => benchDesk(loader, quick, cache),
  idle: () => benchIdle(loader, quick),
  pages: () => benchPages(loader, quick, cache),
  search: async () => [
    ...(await benchSearch(loader, quick, cache)),
    ...(await benchMessages(loader, quick, cache)),
  ],
  collect: () => benchCollect(loader, quick ? collectSecondsQuick : collectSecondsAll),
  segments: () => benchSegments(loader, quick ? reactionSecondsQuick : reactionSecondsAll),
  import: () => benchImport(quick),
  export: () => benchExport(quick),
};

const figures: Figure[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (!parts.includes(name)) continue;
  console.error(`${name} …`);
  const found = await bench();
  figures.push(...found);
  console.log(`${tableOf(found)}\n`);
}
loader.stop();

const run: Run = {
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  cores: cpus().length,
  gigabytes: Math.round(totalmem() / 2 ** 30),
  quick,
};
if (parts.length === Object.keys(benches).length)
  writePage(path.join(root, 'docs/operating/performance.md'), run, figures);
process.exit(figures.some(({ isMet }) => isMet === false) ? 1 : 0);
