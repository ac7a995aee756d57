/**
 * Roles. `rapport_server` (no login) holds what the server may do; the server logs in as a member of it that is neither
 * owner nor superuser, so row-level security binds it. `rapport_directory` owns the few functions that look across
 * workspaces; `rapport_maintenance` may read and write all rows, for backup, restore and rebuild.
 */
import pg from 'pg';

/** Any fixed number: whoever holds this advisory lock migrates, or makes roles. */
const migrationLock = 4_100_001;
const grantAttemptsMax = 20;
const groupRoles = ['rapport_server', 'rapport_directory', 'rapport_maintenance'];

/** Waits for everybody else who migrates or makes roles; held until the connection ends. */
export async function lockRoles(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
}

/** Makes the group roles where they are missing, and lets the migrating role act as them. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  for (const role of groupRoles) {
    await client.query(`
      do $$ begin
        create role ${role} nologin;
      exception when duplicate_object or unique_violation then null;
      end $$`);
    await client.query(`
      do $$ begin
        -- Since PostgreSQL 16 whoever makes a role may hand it on, but not yet act as it.
        if not pg_has_role(current_user, '${role}',
          case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end)
        then grant ${role} to current_user; end if;
      end $$`);
  }
  await client.query('grant create, usage on schema public to rapport_directory');
  await client.query('grant usage on schema public to rapport_server, rapport_maintenance');
}

/** Makes (or gives its password again to) the role that this installation's server logs in as; answers its URL. */
export async function ensureServerRole(
  client: pg.Client,
  adminUrl: string,
  password: string,
): Promise<string> {
  const { rows } = await client.query<{ server_role: string; database: string }>(
    'select server_role, current_database() as database from installation',
  );
  const row = rows[0];
  if (!row) throw new Error('The installation row is missing: run migrate.');
  const role = pg.escapeIdentifier(row.server_role);
  await client.query(`
    do $$ begin
      create role ${role} login;
    exception when duplicate_object or unique_violation then null;
    end $$`);
  await client.query(`alter role ${role} with login password ${pg.escapeLiteral(password)}`);
  await client.query(`grant rapport_server to ${role}`);
  await client.query(`grant connect on database ${pg.escapeIdentifier(row.database)} to ${role}`);
  await grantMaintenance(client);
  const url = new URL(adminUrl);
  url.username = row.server_role;
  url.password = password;
  return url.toString();
}

/** "All tables" is a list made first: one that is dropped meanwhile, as old months are, makes the grant fail. */
async function grantMaintenance(client: pg.Client): Promise<void> {
  await client.query(`
    do $$ begin
      for attempt in 1..${grantAttemptsMax} loop
        begin
          grant select, insert, update, delete on all tables in schema public to rapport_maintenance;
          grant usage, select, update on all sequences in schema public to rapport_maintenance;
          return;
        exception when internal_error or undefined_table then
          if attempt = ${grantAttemptsMax} then raise; end if;
        end;
      end loop;
    end $$`);
}
