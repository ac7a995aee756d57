/** Baseline of searches: a bare Fastify route that sends the product's statements in one transaction under its role. */
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

const { PORT, BASELINE_DATABASE_URL, BASELINE_WORKSPACE, BASELINE_SEARCHES } = process.env;
const rowsMax = 50;

type Statement = { name: string; text: string; values: unknown[] };
const searches = JSON.parse(readFileSync(BASELINE_SEARCHES ?? '', 'utf8')) as Record<string, Statement[]>;
const pool = new pg.Pool({ connectionString: BASELINE_DATABASE_URL, max: 10 });

const app = Fastify();
app.get<{ Querystring: { search: string } }>('/customers', async (request, reply) => {
  const client = await pool.connect();
  const found: unknown[] = [];
  try {
    await client.query(`begin; select set_config('app.workspace', '${BASELINE_WORKSPACE}', true)`);
    for (const statement of searches[request.query.search] ?? []) {
      const { rows } = await client.query<{ json?: unknown }>(statement);
      for (const { json } of rows) if (json !== undefined) found.push(json);
    }
    await client.query('commit');
  } finally {
    client.release();
  }
  reply.type('application/json');
  return JSON.stringify({ data: found.slice(0, rowsMax) });
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
