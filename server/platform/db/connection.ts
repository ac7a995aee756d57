/** Kysely over one `pg` client: the handle through which a transaction's statements run. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import type pg from 'pg';
import type { DB } from '../../migrations/schema.generated.ts';

/** A transaction in progress, bound to one workspace. First argument of everything that touches the database. */
export type Tx = Kysely<DB>;

const handles = new WeakMap<pg.ClientBase, Tx>();

/**
 * Begins a statement whose text people compose, such as a condition of theirs: there is no end of such texts, so
 * connections keep none of them.
 */
export const composed: RawBuilder<unknown> = sql.raw('/* composed */');

/** Texts are written in code and values travel apart, so there are few; what comes after these is not kept. */
const preparedMax = 1_000;
const preparedNames = new Map<string, string>();

/** What a connection calls a statement that it parses and plans once; undefined for one that is not to be kept. */
export function preparedName(text: string): string | undefined {
  const known = preparedNames.get(text);
  if (text.trimStart().startsWith('/* composed */')) return undefined;
  if (known !== undefined || preparedNames.size >= preparedMax) return known;
  const name = `rapport_${preparedNames.size}`;
  preparedNames.set(text, name);
  return name;
}

/** Sends statements in this order, none waiting for the answer to the one before; resolves when all are answered. */
export async function runAll(tx: Tx, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  await Promise.all(statements.map((statement) => statement.execute(tx)));
}

/** Stands behind every statement that was given to a handle before it. */
const lastOfAll = CompiledQuery.raw('');

/** Resolves when all that was given to the handle has been sent, answered or not. */
export async function sent(tx: Tx): Promise<void> {
  await tx.executeQuery(lastOfAll);
}

/**
 * The Kysely handle of a client; one per client, for as long as the pool keeps it. `prepare` lets the connection keep
 * parsed and planned what it runs: for connections that see no schema change.
 */
export function handleOf(client: pg.ClientBase, { prepare = false }: { prepare?: boolean } = {}): Tx {
  const known = handles.get(client);
  if (known) return known;
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      if (query === lastOfAll) return { rows: [] };
      const name = prepare ? preparedName(query.sql) : undefined;
      const values = query.parameters as unknown[];
      // Also what is not kept goes as one statement: several in one text are refused.
      const result = await client.query({
        ...(name === undefined ? {} : { name }),
        text: query.sql,
        values,
        ...(prepare ? { queryMode: 'extended' } : {}),
      } as pg.QueryConfig);
      return { rows: result.rows as Row[], numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    streamQuery: () => {
      throw new Error('Streaming goes through COPY or keyset pages.');
    },
  };
  const handle = kyselyOver(connection);
  handles.set(client, handle);
  return handle;
}

function kyselyOver(connection: DatabaseConnection): Tx {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Turns statements into text and parameters; it has no connection to run them. */
export const compiler: Tx = kyselyOver({
  executeQuery: () => Promise.reject(new Error('This handle only compiles.')),
  streamQuery: () => {
    throw new Error('This handle only compiles.');
  },
});

/** Transactions are opened and ended by `inWorkspace`, never through Kysely. */
function driverOf(connection: DatabaseConnection): Driver {
  const never = () => Promise.reject(new Error('Transactions are opened by inWorkspace.'));
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: never,
    commitTransaction: never,
    rollbackTransaction: never,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
}
