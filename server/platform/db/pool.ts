/** The server's pool of connections, and transactions in a workspace. */
import type { RawBuilder } from 'kysely';
import pg from 'pg';
import { Problem } from '../../../contract/errors.ts';
import { compiler, handleOf, type Tx } from './connection.ts';
import { isRetryable, isUnavailable } from './failures.ts';

const connectTimeoutMilliseconds = 5_000;
const statementTimeoutMilliseconds = 15_000;
const idleInTransactionTimeoutMilliseconds = 30_000;
const idleConnectionMilliseconds = 30_000;
/** Deadlocks and serialization failures are tried again this often in all. */
const transactionAttemptsMax = 3;

export type Db = {
  pool: pg.Pool;
  /** Called after each commit with the workspace and what `touch` named in the transaction. */
  onTouched: (listener: (workspaceId: string, topic: string) => void) => void;
  touched: (workspaceId: string, topics: Iterable<string>) => void;
  close: () => Promise<void>;
};

/** Opens the pool. Connections are made when needed; `connectionsMax` of them at most. */
export function openDb(
  url: string,
  options: { connectionsMax?: number; onError?: (error: Error) => void } = {},
): Db {
  const listeners: ((workspaceId: string, topic: string) => void)[] = [];
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    idleTimeoutMillis: idleConnectionMilliseconds,
    // Statements go out without waiting for the answer to the one before: `begin` costs no round trip of its own.
    pipeline: true,
    options: [
      `-c statement_timeout=${statementTimeoutMilliseconds}`,
      `-c idle_in_transaction_session_timeout=${idleInTransactionTimeoutMilliseconds}`,
    ].join(' '),
  });
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', (error) => options.onError?.(error));
  // The same for one that breaks between two statements of a transaction; the next statement is refused.
  pool.on('connect', (client) => client.on('error', (error) => options.onError?.(error)));
  return {
    pool,
    onTouched: (listener) => listeners.push(listener),
    touched: (workspaceId, topics) => {
      for (const topic of topics) for (const listener of listeners) listener(workspaceId, topic);
    },
    close: () => pool.end(),
  };
}

const topicsOf = new WeakMap<Tx, Set<string>>();

/** Notes that the transaction changed `topic`; after it has committed, `onTouched` listeners hear of it. */
export function touch(tx: Tx, topic: string): void {
  topicsOf.get(tx)?.add(topic);
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs `work` in one transaction that sees and writes only this workspace, and commits. A deadlock runs it again, so
 * `work` must have no effects but through `tx`.
 * @throws Problem `unavailable` when the database can't be reached or has no room.
 */
export async function inWorkspace<T>(db: Db, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(db, beginIn(workspaceId), work, workspaceId);
}

function beginIn(workspaceId: string): string {
  if (!uuidPattern.test(workspaceId)) throw new Error(`Not a workspace id: ${workspaceId}`);
  return `begin; select set_config('app.workspace', '${workspaceId}', true)`;
}

/** Runs `work` in a transaction outside every workspace: for directory functions and tables of the platform. */
export async function outsideWorkspaces<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(db, 'begin', work, undefined);
}

async function transact<T>(
  db: Db,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  workspaceId: string | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(db, begin, work, workspaceId);
    } catch (error) {
      if (isRetryable(error) && attempt < transactionAttemptsMax) continue;
      if (isUnavailable(error)) throw unavailable(error);
      throw error;
    }
  }
}

async function attemptOnce<T>(
  db: Db,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  workspaceId: string | undefined,
): Promise<T> {
  const client = await db.pool.connect();
  const tx = handleOf(client);
  const topics = new Set<string>();
  topicsOf.set(tx, topics);
  let broken: Error | undefined;
  try {
    // Not awaited: it travels with the first statement. Were it to fail, that statement would find no workspace.
    const begun = client.query(begin);
    begun.catch(() => undefined);
    const result = await work(tx);
    await begun;
    const ended = await client.query('commit');
    // A statement that failed and was swallowed leaves an aborted transaction: its COMMIT answers ROLLBACK.
    if (ended.command !== 'COMMIT')
      throw new Error('The transaction was rolled back: a failed statement was ignored.');
    if (workspaceId !== undefined && topics.size > 0) db.touched(workspaceId, topics);
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    topicsOf.delete(tx);
    client.release(broken);
  }
}

function unavailable(error: unknown): Problem {
  const cause = error instanceof Error ? error.message : String(error);
  return Object.assign(
    new Problem('unavailable', 'The database does not answer right now. Try again in a moment.', {
      retryAfterSeconds: 2,
    }),
    { cause },
  );
}

/**
 * Reads by one statement in a transaction of its own, all in one round trip.
 * @throws Problem `unavailable` when the database can't be reached.
 */
export async function readOnce<Row>(db: Db, workspaceId: string, query: RawBuilder<Row>): Promise<Row[]> {
  const { sql, parameters } = query.compile(compiler);
  const client = await db.pool.connect().catch((error: unknown) => {
    throw isUnavailable(error) ? unavailable(error) : error;
  });
  let broken: Error | undefined;
  try {
    const [, read] = await Promise.all([
      client.query(beginIn(workspaceId)),
      client.query(sql, parameters as unknown[]),
      client.query('commit'),
    ]);
    return read.rows as Row[];
  } catch (error) {
    broken = error as Error;
    throw isUnavailable(error) ? unavailable(error) : error;
  } finally {
    client.release(broken);
  }
}
