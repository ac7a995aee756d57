/** Baseline of chat: a raw socket server that commits one row for each message and sends the message back. */
import { createServer } from 'node:http';
import pg from 'pg';
import { WebSocketServer } from 'ws';

const sql = 'insert into message (id, text) values ($1, $2)';

const pool = new pg.Pool({ connectionString: process.env.BASELINE_DATABASE_URL, max: 10 });
await pool.query(
  'create table if not exists message (id text primary key, text text not null, at timestamptz not null default now())',
);

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', async (data) => {
    const { id, text } = JSON.parse(String(data)) as { id: string; text: string };
    await pool.query(sql, [id, text]);
    socket.send(JSON.stringify({ id, text }));
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
process.on('SIGTERM', () => process.exit(0));
