/** Brings a database to the newest schema: safe when two servers start at once, and when one dies in the middle. */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { handleOf, type Tx } from './connection.ts';
import { ensureRoles, ensureServerRole, lockRoles } from './roles.ts';

const migrationsFolder = path.join(import.meta.dirname, '../../migrations');
const partitionMonthsAhead = 3;
const partitionLockMilliseconds = 1_000;

export type Migration = { name: string; sql: string; checksum: string };

/** The numbered migrations, in order. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(migrationsFolder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(migrationsFolder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Migrates with the rights of `adminUrl` and makes the role that the server connects as.
 * @param upTo stop after this migration (restore loads a backup into its own version first).
 * @returns the connection string for the server.
 */
export async function migrate(
  adminUrl: string,
  options: { serverPassword: string; upTo?: string; onApplied?: (name: string) => void },
): Promise<{ serverUrl: string; applied: string[] }> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await lockRoles(client);
    await ensureRoles(client);
    const applied = await applyPending(client, options);
    await ensureInstallation(client);
    await makePartitions(handleOf(client));
    const serverUrl = await ensureServerRole(client, adminUrl, options.serverPassword);
    return { serverUrl, applied };
  } finally {
    await client.end();
  }
}

async function applyPending(
  client: pg.Client,
  options: { upTo?: string; onApplied?: (name: string) => void },
): Promise<string[]> {
  await client.query(
    'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations',
  );
  const done = new Map(rows.map((row) => [row.name, row.checksum]));
  const migrations = await readMigrations();
  const unknown = [...done.keys()].find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown)
    throw new Error(`The database is newer than this program: it has migration ${unknown}. Upgrade first.`);
  const applied: string[] = [];
  for (const migration of migrations) {
    if (options.upTo !== undefined && migration.name > options.upTo) break;
    const checksum = done.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined)
      throw new Error(`Migration ${migration.name} was changed after it had been applied.`);
    await applyOne(client, migration);
    applied.push(migration.name);
    options.onApplied?.(migration.name);
  }
  return applied;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Transaction ids start anew in another cluster, so positions made there must sort after all that came before: when
 * the data finds itself elsewhere, the epoch rises.
 */
async function ensureInstallation(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ cluster: string }>(
    `select s.system_identifier || '/' || d.oid as cluster
     from pg_control_system() s, pg_database d where d.datname = current_database()`,
  );
  const cluster = rows[0]?.cluster;
  const id = randomUUID();
  await client.query(
    `insert into installation (id, cluster, server_role) values ($1, $2, $3)
     on conflict (one) do update
       set epoch = installation.epoch + (installation.cluster <> excluded.cluster)::integer, cluster = excluded.cluster`,
    [id, cluster, `rapport_${id.slice(0, 8)}`],
  );
}

/** Makes the monthly partitions of machine entries, from `monthsBack` months ago to `partitionMonthsAhead` months on. */
export async function makePartitions(tx: Tx, monthsBack = 0): Promise<void> {
  await sql
    .raw(`
    do $$
    declare
      first date;
      part text;
    begin
      -- While it waits for who reads the table, a backup say, everybody who comes later waits behind it.
      perform set_config('lock_timeout', '${partitionLockMilliseconds}', true);
      for ahead in -${Math.trunc(monthsBack)}..${partitionMonthsAhead} loop
        first := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead))::date;
        part := 'entries_machine_' || to_char(first, 'YYYY_MM');
        if to_regclass('public.' || part) is null then
          begin
            execute format('create table %I partition of entries_machine for values from (%L) to (%L)',
              part, first::text || ' 00:00+00', (first + interval '1 month')::date::text || ' 00:00+00');
            execute format('alter table %I enable row level security', part);
            execute format('alter table %I force row level security', part);
          exception when lock_not_available then
            raise notice 'partition % is left to another day', part;
          end;
        end if;
      end loop;
    end $$`)
    .execute(tx);
}
