/** Baseline of first pages: bare Fastify routes that run the product's SQL in one transaction under the product's role. */
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const sql = { timeline: read('timeline.sql'), conversations: read('conversations.sql') };
const { PORT, BASELINE_DATABASE_URL, BASELINE_WORKSPACE, BASELINE_MEMBER } = process.env;

const pool = new pg.Pool({ connectionString: BASELINE_DATABASE_URL, max: 10 });

async function page(statement: string, values: unknown[]): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select set_config('app.workspace', '${BASELINE_WORKSPACE}', true)`);
    const { rows } = await client.query<{ json: string }>(statement, values);
    await client.query('commit');
    return `{"data":[${rows
      .slice(0, 50)
      .map((row) => row.json)
      .join(',')}]}`;
  } finally {
    client.release();
  }
}

const app = Fastify();
app.get<{ Params: { id: string } }>('/timeline/:id', async (request, reply) => {
  reply.type('application/json');
  return page(sql.timeline, [request.params.id, (process.env.BASELINE_KINDS ?? '').split(',')]);
});
app.get('/conversations', async (_, reply) => {
  reply.type('application/json');
  return page(sql.conversations, [BASELINE_MEMBER, 'open']);
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
