/** An import of a large file whose process is killed on its way, and which then goes on where it was. */
import assert from 'node:assert/strict';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint, RequestOf } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { end, start } from '../support/operator.ts';
import type { Program } from './program.ts';

/** Every so many rows one holds a cell of 1 MB, and one can't be taken. */
const longEvery = 50_000;
const wrongEvery = 10_000;
const longCharacters = 1024 * 1024;
const usersMax = 1_000;

export type Imported = { rows: number; rejected: number; killedAfter: number; peakMegabytes: number };

async function writeFile(path: string, rows: number): Promise<void> {
  await pipeline(
    Readable.from(
      (function* () {
        yield 'id;user;event;time;note\n';
        for (let n = 1; n <= rows; n++) {
          const time = n % wrongEvery === 0 ? 'whenever' : new Date(1.5e12 + n * 1_000).toISOString();
          const note = n % longEvery === 1 ? 'x'.repeat(longCharacters) : '';
          yield `e${n};u${n % usersMax};Viewed;${time};${note}\n`;
        }
      })(),
    ),
    createWriteStream(path),
  );
}

/** Imports so many events, kills the command after so many of them, and imports on; checks that each is there once. */
export async function killImport(program: Program, rows: number, killAfter: number): Promise<Imported> {
  const env = { ...program.folder.env, LOG_LEVEL: 'warn' };
  const file = join(program.folder.path, `events-${rows}.csv`);
  const map = join(program.folder.path, 'map.json');
  await writeFile(file, rows);
  const fields = { user: 'user', event: 'event', time: 'time' };
  await pipeline(Readable.from([JSON.stringify({ key: ['id'], fields })]), createWriteStream(map));
  const args = ['import', 'events', file, '--map', map, '--json'];

  const first = start(args, env);
  const ended = end(first);
  let peakMegabytes = 0;
  const killedAfter = await new Promise<number>((resolve, reject) => {
    ended.then((said) => reject(new Error(`It ended before it was killed: ${said.stderr}`)), reject);
    first.stderr?.on('data', (chunk) => {
      const done = Number(/([\d,]+) of [\d,]+ rows/.exec(String(chunk))?.[1]?.replaceAll(',', '') ?? 0);
      peakMegabytes = Math.max(peakMegabytes, peakOf(first.pid));
      if (done < killAfter) return;
      resolve(done);
      first.kill('SIGKILL');
    });
  });
  await ended;
  const again = await end(start([...args, '--resume'], env));
  assert.equal(again.code, 3, again.stderr);
  assert.match(again.stderr, new RegExp(`^[\\d,]+ of ${rows.toLocaleString('en')} rows \\(`, 'm'));
  const rejected = Math.floor(rows / wrongEvery);
  const { errorsFile, ...counts } = JSON.parse(again.stdout);
  assert.deepEqual(counts, { read: rows, created: rows - rejected, updated: 0, unchanged: 0, rejected });
  assert.equal(readFileSync(errorsFile, 'utf8').trimEnd().split('\r\n').length, rejected + 1);
  const found = await runSql(program.adminUrl(), (client) =>
    client.query(
      `select count(*)::int as entries, count(distinct external_id)::int as ids from entries where kind = 'event.tracked'`,
    ),
  );
  assert.deepEqual(found.rows, [{ entries: rows - rejected, ids: rows - rejected }]);
  return { rows, rejected, killedAfter, peakMegabytes };
}

/** Imports so many customers, undoes it, and kills the server meanwhile: the next one goes on, and nothing is left. */
export async function killUndo(
  program: Program,
  customers: number,
): Promise<{ customers: number; killedAfter: number }> {
  const file = join(program.folder.path, `customers-${customers}.csv`);
  const lines = Array.from({ length: customers }, (_, n) => `u${n},u${n}@example.com,plan ${n % 7}`);
  await pipeline(Readable.from([['user,email,plan', ...lines].join('\n')]), createWriteStream(file));
  const env = { ...program.folder.env, LOG_LEVEL: 'warn' };
  const imported = await end(start(['import', 'customers', file, '--json'], env));
  assert.equal(imported.code, 0, imported.stderr);

  const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>) =>
    request(program.url, program.owner.apiKey, endpoint, input);
  const [job] = (await ask(endpoints.listImports, { query: {} })).body.data;
  assert.ok(job);
  const params = { id: job.id };
  const gone = async () => {
    const { body } = await ask(endpoints.readImport, { params });
    const { attributes = 0, customers: made = 0 } = body.undone?.takenBack ?? {};
    return { state: body.state, told: attributes, made };
  };
  assert.equal((await ask(endpoints.undoImport, { params })).status, 202);
  let killedAfter = 0;
  while (killedAfter === 0) killedAfter = (await gone()).told;
  await program.killServer();
  await program.untilReady();
  for (let state = ''; state !== 'undone'; ) {
    ({ state } = await gone());
    assert.notEqual(state, 'failed');
    await sleep(50);
  }
  assert.deepEqual(await gone(), { state: 'undone', told: customers, made: customers });
  assert.equal((await ask(endpoints.undoImport, { params })).status, 409);
  const { rows } = await runSql(program.adminUrl(), (client) =>
    client.query(`
      select (select count(*)::int from customers) as customers, (select count(*)::int from identities) as identities,
        (select count(*)::int from traits) as traits, (select count(*)::int from customer_terms) as terms,
        (select count(*)::int from imported_rows) as rows, (select count(*)::int from withdrawn_entries) as withdrawn`),
  );
  assert.deepEqual(rows, [
    { customers: 0, identities: 0, traits: 0, terms: 0, rows: 0, withdrawn: 2 * customers },
  ]);
  return { customers, killedAfter };
}

/** The most memory that a process has held. */
function peakOf(pid: number | undefined): number {
  try {
    return Math.round(
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024,
    );
  } catch {
    return 0;
  }
}
