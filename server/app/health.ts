/** What a supervisor asks: does the process live, is it ready, and, behind a token, how is it doing. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { sameBytes, sha256 } from '../platform/crypto/index.ts';
import { type Db, outsideWorkspaces } from '../platform/db/index.ts';
import { answerProblem } from '../platform/http/index.ts';
import type { Log } from '../platform/log/index.ts';

type Deps = { db: Db; log: Log; metricsToken: string | undefined; socketCount: () => number };

/** Registers `/healthz`, `/readyz` (one fixed word each) and `/metrics` (Prometheus text, closed without a token). */
export function registerHealth(app: FastifyInstance, deps: Deps): void {
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('alive'));
  app.get('/readyz', async (_request, reply) => {
    try {
      await outsideWorkspaces(deps.db, (tx) => sql`select 1`.execute(tx));
      return reply.type('text/plain').send('ready');
    } catch (error) {
      deps.log.warn({ err: error }, 'not ready');
      return reply.code(503).type('text/plain').send('waiting');
    }
  });
  const { metricsToken } = deps;
  if (metricsToken === undefined) return;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.get('/metrics', (request, reply) => {
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sameBytes(sha256(given), sha256(metricsToken)))
      return answerProblem(reply, new Problem('not-found'));
    return reply.type('text/plain; version=0.0.4').send(metrics(deps, delay.percentile(99) / 1e9));
  });
}

function metrics({ db, socketCount }: Deps, delaySeconds: number): string {
  const { rss, heapUsed } = process.memoryUsage();
  const values: [name: string, help: string, value: number][] = [
    ['rapport_memory_bytes', 'Resident memory of the server.', rss],
    ['rapport_heap_bytes', 'Used JavaScript heap.', heapUsed],
    ['rapport_uptime_seconds', 'Since the server started.', process.uptime()],
    ['rapport_event_loop_delay_seconds', 'Event loop delay, 99th percentile.', delaySeconds],
    ['rapport_sockets', 'Open sockets of members and visitors.', socketCount()],
    ['rapport_database_connections', 'Open connections to the database.', db.pool.totalCount],
    ['rapport_database_waiting', 'Requests that wait for a connection.', db.pool.waitingCount],
  ];
  return values
    .map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`)
    .join('');
}
