/**
 * Baselines of collecting: rows written into the product's own tables under its own role by `INSERT … SELECT unnest`, the
 * same by an owner's COPY, and a bare route whose requests share commits.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Fastify from 'fastify';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const { PORT, BASELINE_DATABASE_URL, BASELINE_ADMIN_URL, BASELINE_WORKSPACE } = process.env;
const callsPerCommitMax = 1_000;
const copiedRowsPerPiece = 500;

const pool = new pg.Pool({ connectionString: BASELINE_DATABASE_URL, max: 4 });
const owner = new pg.Pool({ connectionString: BASELINE_ADMIN_URL, max: 1 });

type Row = { id: string; customerId: string; at: string; externalId: string; payload: string };

const insert = `
  with k as (
    insert into entry_keys (source_name, external_id, entry_id, machine)
    select 'baseline', g.external_id, g.id, true
    from unnest($1::uuid[], $4::text[]) g (id, external_id)
    on conflict do nothing)
  insert into entries (id, machine, kind, customer_id, direction, actor_kind, actor_id, occurred_at, source_name,
    external_id, payload)
  select g.id, true, 'event.tracked', g.customer_id, 'indirect', 'customer', g.customer_id, g.at, 'baseline',
    g.external_id, g.payload
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::jsonb[])
    g (id, customer_id, at, external_id, payload)
  on conflict do nothing`;

/** A new id that begins with the time, as the product's do: its place in an index is at the end. */
function idByTime(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

async function write(rows: readonly Row[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select set_config('app.workspace', '${BASELINE_WORKSPACE}', true)`);
    await client.query({
      name: 'insert',
      text: insert,
      values: [
        rows.map(({ id }) => id),
        rows.map(({ customerId }) => customerId),
        rows.map(({ at }) => at),
        rows.map(({ externalId }) => externalId),
        rows.map(({ payload }) => payload),
      ],
    });
    await client.query('commit');
  } finally {
    client.release();
  }
}

let customers: string[] = [];
let payload = '{}';
let made = 0;

/** Rows as the product wrote them. */
async function readSample(): Promise<void> {
  const entries = `from entries where workspace_id = '${BASELINE_WORKSPACE}' and kind = 'event.tracked'`;
  const found = await owner.query<{ id: string }>(`select distinct customer_id as id ${entries} limit 10000`);
  customers = found.rows.map(({ id }) => id);
  payload = (await owner.query<{ payload: string }>(`select payload::text ${entries} limit 1`)).rows[0]
    ?.payload as string;
}

function rowsOf(count: number): Row[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const customerId = customers[made % customers.length] as string;
    const at = new Date().toISOString();
    return { id: idByTime(), customerId, at, externalId: randomUUID(), payload };
  });
}

const app = Fastify({ bodyLimit: 1_048_576 });
app.post('/sample', async () => {
  await readSample();
  return { customers: customers.length };
});

/** Writes for so long, from so many connections, so many rows a commit. */
app.post<{ Body: { seconds: number; rowsPerCommit: number; writers: number } }>(
  '/insert',
  async (request) => {
    const { seconds, rowsPerCommit, writers } = request.body;
    const began = performance.now();
    let events = 0;
    const lane = async (): Promise<void> => {
      while (performance.now() - began < seconds * 1_000) {
        await write(rowsOf(rowsPerCommit));
        events += rowsPerCommit;
      }
    };
    await Promise.all(Array.from({ length: writers }, lane));
    return { events, seconds: (performance.now() - began) / 1_000 };
  },
);

/** Copies so many rows as the owner, who no row-level security holds up. */
app.post<{ Body: { rows: number } }>('/copy', async (request) => {
  const { rows } = request.body;
  const client = await owner.connect();
  const began = performance.now();
  const escaped = payload.replaceAll('\\', '\\\\');
  const ids: { id: string; externalId: string }[] = [];
  const entries = function* () {
    for (let left = rows; left > 0; left -= copiedRowsPerPiece) {
      let piece = '';
      for (const row of rowsOf(Math.min(left, copiedRowsPerPiece))) {
        ids.push(row);
        piece += `${BASELINE_WORKSPACE}\t${row.id}\tt\tevent.tracked\t${row.customerId}\tindirect\tcustomer\t${row.customerId}\t${row.at}\tbaseline\t${row.externalId}\t${escaped}\n`;
      }
      yield piece;
    }
  };
  const keys = function* () {
    for (let at = 0; at < ids.length; at += copiedRowsPerPiece) {
      yield ids
        .slice(at, at + copiedRowsPerPiece)
        .map(({ id, externalId }) => `${BASELINE_WORKSPACE}\tbaseline\t${externalId}\t${id}\tt\n`)
        .join('');
    }
  };
  try {
    await client.query('begin');
    const copied = `copy entries (workspace_id, id, machine, kind, customer_id, direction, actor_kind, actor_id, occurred_at,
      source_name, external_id, payload) from stdin`;
    await pipeline(Readable.from(entries()), client.query(copyFrom(copied)));
    const keyed = 'copy entry_keys (workspace_id, source_name, external_id, entry_id, machine) from stdin';
    await pipeline(Readable.from(keys()), client.query(copyFrom(keyed)));
    await client.query('commit');
    return { events: rows, seconds: (performance.now() - began) / 1_000 };
  } finally {
    client.release();
  }
});

type Waiting = { row: Row; done: () => void; failed: (error: unknown) => void };
let waiting: Waiting[] = [];
let writing = 0;
const writersMax = 2;

/** What waits goes into the next commit, as in the product. */
function next(): void {
  if (waiting.length === 0 || writing >= writersMax) return;
  const taken = waiting.slice(0, callsPerCommitMax);
  waiting = waiting.slice(taken.length);
  writing += 1;
  write(taken.map(({ row }) => row))
    .then(
      () => {
        for (const { done } of taken) done();
      },
      (error: unknown) => {
        for (const { failed } of taken) failed(error);
      },
    )
    .finally(() => {
      writing -= 1;
      next();
    });
}

type Track = { event: string; messageId: string; timestamp: string; properties: object; context: object };

app.post<{ Body: Track }>('/v1/track', async (request) => {
  const { event, messageId, timestamp, properties, context } = request.body;
  made += 1;
  const row: Row = {
    id: idByTime(),
    customerId: customers[made % customers.length] as string,
    at: timestamp,
    externalId: messageId,
    payload: JSON.stringify({ name: event, properties, context }),
  };
  await new Promise<void>((done, failed) => {
    waiting.push({ row, done, failed });
    next();
  });
  return { success: true };
});

await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
