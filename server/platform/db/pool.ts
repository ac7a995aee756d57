/** The server's pool of connections, and transactions in a workspace. */
import { Socket } from 'node:net';
import type { RawBuilder } from 'kysely';
import pg from 'pg';
import { Problem } from '../../../contract/errors.ts';
import { putBack } from './background.ts';
import { compiler, handleOf, preparedName, sent, type Tx } from './connection.ts';
import { isRetryable, isUnavailable } from './failures.ts';

const connectTimeoutMilliseconds = 5_000;
const statementTimeoutMilliseconds = 15_000;
const idleInTransactionTimeoutMilliseconds = 30_000;
const idleConnectionMilliseconds = 30_000;
/** Deadlocks and serialization failures are tried again this often in all. */
const transactionAttemptsMax = 3;

type TouchListener = (workspaceId: string, topic: string) => void;
/** Reads by one statement in a transaction of its own, all in one round trip. */
export type ReadOnce = <Row>(query: RawBuilder<Row>) => Promise<Row[]>;
/** What a listener does about a commit: reads behind it in the same round trip, or hears that it has happened. */
type Behind = { read: (read: ReadOnce) => void } | { committed: () => void };
type CommitListener = (workspaceId: string, topics: ReadonlySet<string>, tx: Tx) => Behind | undefined;

export type Db = {
  pool: pg.Pool;
  /** Called after each commit with the workspace and what `touch` named in the transaction. */
  onTouched: (listener: TouchListener) => void;
  /**
   * Called when such a transaction's commit has been sent. What is read by `read` at once travels behind the commit, on
   * the same connection, and sees what was committed.
   */
  onCommitting: (listener: CommitListener) => void;
  listeners: { touched: TouchListener[]; committing: CommitListener[] };
  close: () => Promise<void>;
};

/** Sends what is written in one turn of the event loop in one piece: statements that travel together wake PostgreSQL once. */
function gatheringSocket(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let gathering = false;
  // Connecting puts Node's own method back.
  socket.once('connect', () => {
    socket.write = (...args: unknown[]) => {
      if (!gathering) {
        gathering = true;
        socket.cork();
        process.nextTick(() => {
          gathering = false;
          socket.uncork();
        });
      }
      return write(...args);
    };
  });
  return socket;
}

/**
 * Opens the pool. Connections are made when needed; `connectionsMax` of them at most. `standBack`: PostgreSQL runs on this
 * machine, and what these connections do can wait for others.
 */
export function openDb(
  url: string,
  options: { connectionsMax?: number; standBack?: boolean; onError?: (error: Error) => void } = {},
): Db {
  const listeners: Db['listeners'] = { touched: [], committing: [] };
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    idleTimeoutMillis: idleConnectionMilliseconds,
    // Statements go out without waiting for the answer to the one before: `begin` costs no round trip of its own.
    pipeline: true,
    stream: gatheringSocket,
    options: [
      `-c statement_timeout=${statementTimeoutMilliseconds}`,
      `-c idle_in_transaction_session_timeout=${idleInTransactionTimeoutMilliseconds}`,
      // The server's statements are walks along indexes: one plan each, which no value changes. Work that weighs values
      // against one another sets this back for its own transaction.
      '-c plan_cache_mode=force_generic_plan',
    ].join(' '),
  });
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', (error) => options.onError?.(error));
  // The same for one that breaks between two statements of a transaction; the next statement is refused.
  pool.on('connect', (client) => {
    client.on('error', (error) => options.onError?.(error));
    if (options.standBack) putBack(client);
  });
  return {
    pool,
    onTouched: (listener) => listeners.touched.push(listener),
    onCommitting: (listener) => listeners.committing.push(listener),
    listeners,
    close: () => pool.end(),
  };
}

type Work<T> = (tx: Tx) => Promise<T | LastStatements<T>>;

const topicsOf = new WeakMap<Tx, Set<string>>();

/**
 * Notes that the transaction changed `topic`; after it has committed, `onTouched` listeners hear of it. Answers whether
 * this is the first time in this transaction.
 */
export function touch(tx: Tx, topic: string): boolean {
  const topics = topicsOf.get(tx);
  const isFirst = topics?.has(topic) === false;
  topics?.add(topic);
  return isFirst;
}

/**
 * What the last statements of a transaction will answer: they have been sent, and the commit travels with them. Whoever
 * makes one sends nothing more through the transaction.
 */
export class LastStatements<T> {
  readonly answer: Promise<T>;

  constructor(answer: Promise<T>) {
    this.answer = answer;
    // It is awaited behind the commit; should that fail first, nobody would be there to hear of this.
    answer.catch(() => undefined);
  }

  /** The same statements with another answer. */
  as<U>(read: (answer: T) => U): LastStatements<U> {
    return new LastStatements(this.answer.then(read));
  }
}

/** What `work` answers, once it is there. */
export async function answerOf<T>(answered: T | LastStatements<T>): Promise<T> {
  return answered instanceof LastStatements ? answered.answer : answered;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs `work` in one transaction that sees and writes only this workspace, and commits. A deadlock runs it again, so
 * `work` must have no effects but through `tx`.
 * @throws Problem `unavailable` when the database can't be reached or has no room.
 */
export async function inWorkspace<T>(db: Db, workspaceId: string, work: Work<T>): Promise<T> {
  return transact(db, beginIn(workspaceId), work, workspaceId);
}

function beginIn(workspaceId: string): string {
  if (!uuidPattern.test(workspaceId)) throw new Error(`Not a workspace id: ${workspaceId}`);
  return `begin; select set_config('app.workspace', '${workspaceId}', true)`;
}

/** Runs `work` in a transaction outside every workspace: for directory functions and tables of the platform. */
export async function outsideWorkspaces<T>(db: Db, work: Work<T>): Promise<T> {
  return transact(db, 'begin', work, undefined);
}

async function transact<T>(
  db: Db,
  begin: string,
  work: Work<T>,
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
  work: Work<T>,
  workspaceId: string | undefined,
): Promise<T> {
  const client = await db.pool.connect();
  const tx = handleOf(client, { prepare: true });
  const topics = new Set<string>();
  topicsOf.set(tx, topics);
  let broken: Error | undefined;
  let behind: Promise<unknown> = Promise.resolve();
  try {
    // Not awaited: it travels with the first statement. Were it to fail, that statement would find no workspace.
    const begun = client.query(begin);
    begun.catch(() => undefined);
    const worked = await work(tx);
    await sent(tx);
    const isTouched = workspaceId !== undefined && topics.size > 0;
    const wishes = isTouched
      ? db.listeners.committing.flatMap((listen) => listen(workspaceId, topics, tx) ?? [])
      : [];
    const reads = wishes.flatMap((wish) => ('read' in wish ? wish.read : []));
    // The transaction that listeners read in begins in the same text: PostgreSQL answers both in one piece.
    const ending = client.query(reads.length > 0 ? `commit; ${begin}` : 'commit');
    ending.catch(() => undefined);
    if (reads.length > 0) behind = readBehind(reads, client);
    const answer = await answerOf(worked);
    await begun;
    const [ended] = [await ending].flat();
    // A statement that failed and was swallowed leaves an aborted transaction: its COMMIT answers ROLLBACK.
    if (ended?.command !== 'COMMIT')
      throw new Error('The transaction was rolled back: a failed statement was ignored.');
    for (const wish of wishes) if ('committed' in wish) wish.committed();
    if (isTouched) {
      for (const topic of topics) for (const tell of db.listeners.touched) tell(workspaceId, topic);
    }
    return answer;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    topicsOf.delete(tx);
    void behind.then(() => client.release(broken));
  }
}

/** Lets listeners read behind a commit, in the transaction that began with it; resolves when that has ended. */
async function readBehind(
  readers: readonly ((read: ReadOnce) => void)[],
  client: pg.ClientBase,
): Promise<void> {
  const read: ReadOnce = async <Row>(query: RawBuilder<Row>) => {
    const { rows } = await client.query(preparedOf(query));
    return rows as Row[];
  };
  for (const reader of readers) reader(read);
  await client.query('commit').catch(() => undefined);
}

function preparedOf(query: RawBuilder<unknown>): pg.QueryConfig {
  const { sql, parameters } = query.compile(compiler);
  return { name: preparedName(sql), text: sql, values: parameters as unknown[] };
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
  const client = await db.pool.connect().catch((error: unknown) => {
    throw isUnavailable(error) ? unavailable(error) : error;
  });
  let broken: Error | undefined;
  try {
    const [, read] = await Promise.all([
      client.query(beginIn(workspaceId)),
      client.query(preparedOf(query)),
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
