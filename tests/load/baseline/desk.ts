/** Baseline of a desk: for each request of the console, a bare Fastify route that sends the same statements by hand. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

const { PORT, BASELINE_DATABASE_URL, BASELINE_WORKSPACE, BASELINE_DEEDS } = process.env;

type Statement = { name: string; text: string; values: unknown[] };
/** Recorded with one conversation; `fresh` is the id of what the request wrote. */
type Recorded = { statements: Statement[]; conversation: string; customer: string; fresh?: string };
const deeds = JSON.parse(readFileSync(BASELINE_DEEDS ?? '', 'utf8')) as Record<string, Recorded>;
const pool = new pg.Pool({
  connectionString: BASELINE_DATABASE_URL,
  max: 10,
  options: '-c plan_cache_mode=force_generic_plan',
});

const app = Fastify();
for (const [name, { statements, conversation, customer, fresh }] of Object.entries(deeds)) {
  app.get<{ Querystring: { conversation: string; customer: string } }>(
    `/${name}`,
    async ({ query }, reply) => {
      const written = randomUUID();
      const inPlace = (value: unknown) =>
        typeof value !== 'string'
          ? value
          : value
              .replaceAll(conversation, query.conversation)
              .replaceAll(customer, query.customer)
              .replaceAll(fresh ?? conversation, fresh === undefined ? query.conversation : written);
      const client = await pool.connect();
      const found: unknown[] = [];
      try {
        await client.query(`begin; select set_config('app.workspace', '${BASELINE_WORKSPACE}', true)`);
        for (const statement of statements) {
          const { rows } = await client.query({ ...statement, values: statement.values.map(inPlace) });
          found.push(...rows);
        }
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
      reply.type('application/json');
      return JSON.stringify({ data: found });
    },
  );
}
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
