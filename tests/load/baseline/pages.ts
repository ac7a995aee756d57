/** Baseline of first pages: bare Fastify routes that send the product's statements in one transaction under its role. */
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

const { PORT, BASELINE_DATABASE_URL, BASELINE_WORKSPACE, BASELINE_PAGES } = process.env;

type Statement = { name: string; text: string; values: unknown[] };
type Pages = { anybody: string; limit: number; timeline: Statement[]; conversations: Statement[] };
type Row = { json?: string; mark?: string | null };
const pages: Pages = JSON.parse(readFileSync(BASELINE_PAGES ?? '', 'utf8'));
const pool = new pg.Pool({ connectionString: BASELINE_DATABASE_URL, max: 10 });

async function page(statements: Statement[], id: string): Promise<string> {
  const client = await pool.connect();
  const found: string[] = [];
  try {
    await client.query(`begin; select set_config('app.workspace', '${BASELINE_WORKSPACE}', true)`);
    for (const statement of statements) {
      const values = statement.values.map((value) => (value === pages.anybody ? id : value));
      const { rows } = await client.query<Row>({ ...statement, values });
      for (const { json, mark } of rows) if (json !== undefined) found.push(marked(json, mark));
    }
    await client.query('commit');
  } finally {
    client.release();
  }
  return `{"data":[${found.slice(0, pages.limit).join(',')}]}`;
}

const marked = (json: string, stage: string | null | undefined): string =>
  stage === undefined ? json : `${json.slice(0, -1)},"stage":${JSON.stringify(stage)}}`;

const app = Fastify();
app.get<{ Params: { id: string } }>('/timeline/:id', async (request, reply) => {
  reply.type('application/json');
  return page(pages.timeline, request.params.id);
});
app.get('/conversations', async (_, reply) => {
  reply.type('application/json');
  return page(pages.conversations, pages.anybody);
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
