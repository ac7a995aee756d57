/** better-auth's statements on the transaction of whoever called it, so that they commit with everything else in it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Tx } from '../db/index.ts';

type Joined = { tx: Tx; failure?: unknown };
/** The library takes no transaction as an argument. Nothing but this file knows of an ambient one. */
const joined = new AsyncLocalStorage<Joined>();

/** Runs calls of the library on `tx`. A statement's own failure comes out, not what the library made of it. */
export async function joining<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const store: Joined = { tx };
  try {
    return await joined.run(store, work);
  } catch (error) {
    throw store.failure ?? error;
  }
}

/** The database handle for the library: it has no connection of its own. */
export function joinedDatabase(): Kysely<Record<string, never>> {
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery) => {
      const store = joined.getStore();
      if (!store) throw new Error('Call better-auth inside `joining`.');
      try {
        return await store.tx.executeQuery<Row>(query as CompiledQuery<Row>);
      } catch (error) {
        store.failure = error;
        throw error;
      }
    },
    streamQuery: () => {
      throw new Error('better-auth streams nothing.');
    },
  };
  const never = () => Promise.reject(new Error('Transactions are opened by inWorkspace.'));
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: () => Promise.resolve(),
        acquireConnection: () => Promise.resolve(connection),
        beginTransaction: never,
        commitTransaction: never,
        rollbackTransaction: never,
        releaseConnection: () => Promise.resolve(),
        destroy: () => Promise.resolve(),
      }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
