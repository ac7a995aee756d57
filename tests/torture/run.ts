/**
 * `npm run torture`: what `npm test` tries a few times, often. Ends with exit code 0 when everything held, and then
 * writes what was tried into docs/operating/reliability.md.
 *
 * `--seed N` repeats a run as far as its chances go, `--share 0.1` does a part of it, `--only NAME` one of its parts.
 */
import { parseArgs } from 'node:util';
import { withCluster } from '../support/cluster.ts';
import { startServerBehindProxy } from '../support/people.ts';
import { dropSockets } from './dropping.ts';
import { followHandOver, followHistories, notDone } from './following.ts';
import { fillDisk } from './full-disk.ts';
import { killImport } from './importing.ts';
import { killAtRandom } from './killing.ts';
import { freezeDatabase, takeDatabaseAway } from './outage.ts';
import { startProgram } from './program.ts';
import { type Row, writeReport } from './report.ts';
import { lookAtScreens } from './screens.ts';

const histories = 300;
const historiesPerServer = 50;
const handOvers = 10;
const drops = 1_000;
const kills = 100;
const awayMs = 30_000;
const hangsMs = 4_000;
const importedRows = 500_000;
const killedAfterRows = 300_000;
const seedMax = 2 ** 31;

type Part = { name: string; run: (seed: number, share: number) => Promise<Row> };

const parts: Part[] = [
  { name: 'follow', run: follow },
  { name: 'drop', run: drop },
  { name: 'kill', run: kill },
  { name: 'away', run: away },
  { name: 'disk', run: disk },
  { name: 'import', run: importing },
  { name: 'screens', run: screens },
];

async function follow(seed: number, share: number): Promise<Row> {
  const runs = Math.ceil(histories * share);
  const done = new Map<string, number>();
  await withCluster(async (cluster) => {
    for (let at = 0; at < runs; at += historiesPerServer) {
      const server = await startServerBehindProxy(cluster);
      try {
        const part = { runs: Math.min(historiesPerServer, runs - at), seed: seed + at };
        for (const [verb, count] of await followHistories(server, part)) {
          done.set(verb, (done.get(verb) ?? 0) + count);
        }
      } finally {
        await server.close();
      }
      say(`follow: ${Math.min(at + historiesPerServer, runs)} of ${runs} histories`);
    }
    const server = await startServerBehindProxy(cluster);
    try {
      for (let n = 0; n < Math.ceil(handOvers * share); n++) {
        const seen = await followHandOver(server, { conversations: 8, messages: 40 });
        if (seen !== 8) throw new Error(`${seen} of 8 conversations were seen to change hands.`);
      }
    } finally {
      await server.close();
    }
  });
  if (share === 1 && notDone(done).length > 0) throw new Error(`Never done: ${notDone(done).join(', ')}`);
  const commands = [...done.values()].reduce((sum, count) => sum + count, 0);
  return {
    what: 'Histories of concurrent commands, followed by two members and by visitors',
    tried: `${runs} histories with ${commands} commands of ${done.size} kinds`,
    held: 'what was fetched before, with the entries since applied, equalled what was fetched after',
  };
}

async function importing(_seed: number, share: number): Promise<Row> {
  const program = await startProgram();
  try {
    const rows = Math.ceil(importedRows * share);
    const { rejected, killedAfter, peakMegabytes } = await killImport(
      program,
      rows,
      Math.ceil(killedAfterRows * share),
    );
    await program.end();
    return {
      what: 'An import, killed on its way',
      tried: `${rows} rows, ${rejected} of them wrong, some of 1 MB; killed after ${killedAfter}`,
      held: `every row was there once and each wrong one was named; it held ${peakMegabytes} MB at most`,
    };
  } finally {
    await program.clear();
  }
}

async function drop(seed: number, share: number): Promise<Row> {
  const times = Math.ceil(drops * share);
  const { messages } = await withCluster(async (cluster) => {
    const server = await startServerBehindProxy(cluster);
    try {
      return await dropSockets(server, { times, seed });
    } finally {
      await server.close();
    }
  });
  return {
    what: 'Sockets of both sides cut at random moments while they chat',
    tried: `${times} cuts during ${messages} messages`,
    held: 'both sides had heard every message once, in the one order that there is',
  };
}

async function kill(seed: number, share: number): Promise<Row> {
  const times = Math.ceil(kills * share);
  const killed = await killAtRandom({
    times,
    seed,
    onKill: (n) => {
      if (n % 10 === 0) say(`kill: ${n} of ${times}`);
    },
  });
  const { server, postgres, acknowledged, repeated, givenUp } = killed;
  return {
    what: '`kill -9` of the server and of PostgreSQL at random moments under chat load',
    tried: `${server} kills of the server, ${postgres} of PostgreSQL; ${acknowledged} messages acknowledged, ${repeated} repetitions, ${givenUp} given up`,
    held: 'nothing acknowledged was lost, nothing was there twice, both sides saw one order',
  };
}

async function away(_seed: number, share: number): Promise<Row> {
  const milliseconds = Math.ceil(awayMs * share);
  const outage = await withCluster(async (cluster) => {
    await freezeDatabase(cluster, Math.ceil(hangsMs * share));
    return takeDatabaseAway(cluster, milliseconds);
  });
  return {
    what: 'PostgreSQL out of reach, and hanging',
    tried: `${milliseconds / 1_000} s with ${outage.requests} requests`,
    held: `each was refused as \`unavailable\` (503) within ${Math.ceil(outage.slowestMs)} ms; all was well again within ${Math.ceil(outage.backMs)} ms, without a restart`,
  };
}

async function disk(): Promise<Row> {
  const full = await fillDisk();
  return {
    what: 'A full disk under chat load',
    tried: full
      ? `${full.acknowledged} messages acknowledged, ${full.refused} refused`
      : 'not tried: no small disk could be mounted',
    held: full ? 'nothing acknowledged was lost; with room again it went on without a restart' : '',
  };
}

async function screens(seed: number, share: number): Promise<Row> {
  const drawn = await lookAtScreens(seed, share);
  return {
    what: 'Hostile texts in every field, every screen for everybody, in a browser; every command twice',
    tried: `${drawn.join(', ')}; all screens in both themes, three languages, on a desk and on a phone`,
    held: 'nothing ran and all was shown as it was written; no barrier was found, nothing stood out sideways',
  };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const { values } = parseArgs({
  options: { seed: { type: 'string' }, share: { type: 'string' }, only: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * seedMax));
const share = Number(values.share ?? 1);
if (!Number.isInteger(seed) || !(share > 0 && share <= 1)) {
  say('--seed takes a whole number, --share a number above 0 up to 1.');
  process.exit(2);
}
const chosen = parts.filter(({ name }) => values.only === undefined || values.only === name);
if (chosen.length === 0) {
  say(`--only takes one of ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
process.stdout.write(`seed ${seed}, share ${share}\n`);
const rows: Row[] = [];
for (const { name, run } of chosen) {
  const began = performance.now();
  try {
    const row = await run(seed, share);
    rows.push(row);
    process.stdout.write(
      `✓ ${name} (${Math.round((performance.now() - began) / 1_000)} s): ${row.tried}; ${row.held}\n`,
    );
  } catch (error) {
    process.stdout.write(`✗ ${name}, seed ${seed}\n`);
    say(
      error instanceof Error
        ? `${error.stack}\n${error.cause instanceof Error ? error.cause.stack : ''}`
        : String(error),
    );
    process.exitCode = 1;
  }
}
if (process.exitCode === undefined && share === 1 && values.only === undefined) writeReport(rows, seed);
