/** Baseline of a start: bare Fastify and embedded PostgreSQL, ready when it has answered a query. */
import Fastify from 'fastify';
import pg from 'pg';
import { startEmbedded } from '../../../server/platform/db/index.ts';
import { createLogger } from '../../../server/platform/log/index.ts';

const embedded = await startEmbedded({
  dataDir: process.env.DATA_DIR ?? '',
  log: createLogger({ level: 'warn' }),
});
const pool = new pg.Pool({ connectionString: embedded.adminUrl, max: 10 });
await pool.query('select 1');
const app = Fastify();
app.get('/', async () => (await pool.query('select 1 as one')).rows[0]);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', async () => {
  await pool.end();
  await embedded.stop();
  process.exit(0);
});
