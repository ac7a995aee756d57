/** Kysely over one `pg` client: the handle through which a transaction's statements run. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { DB } from '../../migrations/schema.generated.ts';

/** A transaction in progress, bound to one workspace. First argument of everything that touches the database. */
export type Tx = Kysely<DB>;

const handles = new WeakMap<pg.ClientBase, Tx>();

/** The Kysely handle of a client; one per client, for as long as the pool keeps it. */
export function handleOf(client: pg.ClientBase): Tx {
  const known = handles.get(client);
  if (known) return known;
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      const result = await client.query(query.sql, query.parameters as unknown[]);
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
