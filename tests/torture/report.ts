/** The page that tells what was tried and held. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export type Row = { what: string; tried: string; held: string };

const root = join(import.meta.dirname, '../..');

/** Writes docs/operating/reliability.md. */
export function writeReport(rows: readonly Row[], seed: number): void {
  writeFileSync(join(root, 'docs/operating/reliability.md'), reportOf(rows, seed));
}

function reportOf(rows: readonly Row[], seed: number): string {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
  const table = rows.map(({ what, tried, held }) => `| ${what} | ${tried} | ${held} |`).join('\n');
  return `# Reliability: what was tried

Rapport acknowledges a message when it is on disk, keeps it once, and shows it to everybody in one order. These promises
are tried by \`npm test\` on each change with a few faults, and by \`npm run torture\` with many. This page is written by the
latter when everything held.

Last run: ${new Date().toISOString().slice(0, 10)}, commit ${commit.stdout?.trim() || 'unknown'}, seed ${seed}, Node ${process.versions.node}, ${availableParallelism()} processors.

| Fault | Tried | What held |
| --- | --- | --- |
${table}

## What an operator sees

- **The server is killed.** Start it again: it joins its PostgreSQL, which went on, or starts it. Widgets and consoles come
  back by themselves and resume where they were; what was not acknowledged is sent again, under the same id.
- **PostgreSQL is killed.** The server starts it again. Meanwhile requests are answered with 503 and \`unavailable\`, with a
  time after which to try again; \`/readyz\` says \`waiting\`, \`/healthz\` stays \`alive\`.
- **The database is out of reach** (\`DATABASE_URL\`). The same answers, at once, until it is back; nothing has to be
  restarted.
- **The disk is full.** Writing is refused as \`unavailable\`. Free some space: it goes on by itself.
- **A clock is wrong.** Entries are dated by the database, and within a conversation always after the one before: an hour
  back or forth changes no order. Signed visitor tokens are refused while the server's own clock is wrong by more than
  half a minute, and sign-in codes of an app as well.

## Repeating a run

\`npm run torture -- --seed ${seed}\` draws the same chances again; what the machine makes of them in time differs from run to
run. \`--share 0.1\` does a tenth of it, \`--only kill\` one part (\`follow\`, \`drop\`, \`kill\`, \`away\`, \`disk\`,
\`import\`, \`screens\`).
`;
}
