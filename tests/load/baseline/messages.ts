/** Baseline of finding messages: a bare Fastify route that reads the same messages by their ids, with their conversations. */
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

const { PORT, BASELINE_DATABASE_URL, BASELINE_WORKSPACE, BASELINE_SEARCHES } = process.env;

const found = JSON.parse(readFileSync(BASELINE_SEARCHES ?? '', 'utf8')) as Record<string, string[]>;
const pool = new pg.Pool({ connectionString: BASELINE_DATABASE_URL, max: 10 });
const text = `
  select json_build_object('id', e.id, 'author', json_build_object('kind', e.actor_kind, 'id', e.actor_id),
    'occurredAt', rfc3339(e.occurred_at), 'text', e.payload ->> 'text',
    'conversation', json_build_object('id', c.id, 'inboxId', c.inbox_id, 'channel', c.channel, 'status', c.status, 'spam', c.spam,
      'subject', c.subject, 'assigneeId', c.assignee_id,
      'customer', json_build_object('id', root_of(c.customer_id), 'name', customer_name(c.customer_id))))::text as json
  from unnest($1::uuid[]) as w (id)
  cross join lateral (select * from entries where id = w.id and not machine limit 1) e
  join conversations c on c.id = e.conversation_id`;

const app = Fastify();
app.get<{ Querystring: { search: string } }>('/messages', async (request, reply) => {
  const client = await pool.connect();
  let rows: { json: string }[] = [];
  try {
    await client.query(`begin; select set_config('app.workspace', '${BASELINE_WORKSPACE}', true)`);
    ({ rows } = await client.query<{ json: string }>({
      name: 'messages',
      text,
      values: [found[request.query.search] ?? []],
    }));
    await client.query('commit');
  } finally {
    client.release();
  }
  reply.type('application/json');
  return `{"data":[${rows.map(({ json }) => json).join(',')}]}`;
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
