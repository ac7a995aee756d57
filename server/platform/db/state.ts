/** What a database is, before anything is changed in it. */
import { sql } from 'kysely';
import { readMigrations } from './migrate.ts';
import type { Session } from './session.ts';
import { unfinishedRestore } from './unfinished.ts';

export type DatabaseState = {
  /** The migrations that made its schema, in order; none in a database that Rapport has not been in. */
  applied: { name: string; checksum: string }[];
  /** Names of this program's migrations that are still to come. */
  pending: string[];
  /** Names of those that this program doesn't have, or has with another text. */
  foreign: string[];
  /** The file whose restore was cut off: the database is not whole. */
  unfinished: string | undefined;
};

/** Tables about this one database, which describe no other that its data may be carried to. */
export const tablesOfDatabase: readonly string[] = ['installation', 'schema_migrations'];

/** Reads which migrations it has seen. */
export async function readState(session: Session): Promise<DatabaseState> {
  const { tx } = session;
  const ours = await readMigrations();
  const there = await sql<{ yes: boolean }>`
    select to_regclass('public.schema_migrations') is not null as yes`.execute(tx);
  const { rows: applied } = there.rows[0]?.yes
    ? await sql<{ name: string; checksum: string }>`
        select name, checksum from public.schema_migrations order by name`.execute(tx)
    : { rows: [] };
  return {
    applied,
    pending: ours.filter(({ name }) => !applied.some((one) => one.name === name)).map(({ name }) => name),
    foreign: await foreignMigrations(applied),
    unfinished: await unfinishedRestore(session),
  };
}

/** Names of the migrations that this program can't follow: unknown to it, or changed since. */
export async function foreignMigrations(
  applied: readonly { name: string; checksum: string }[],
): Promise<string[]> {
  const ours = await readMigrations();
  const known = (one: { name: string; checksum: string }) =>
    ours.some(({ name, checksum }) => name === one.name && checksum === one.checksum);
  return applied.filter((one) => !known(one)).map(({ name }) => name);
}
