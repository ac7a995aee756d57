/** The login role of the server on a database: its address, who uses it, and its end. */
import { sql } from 'kysely';
import pg from 'pg';
import { codeOf } from './failures.ts';
import { ensureRoles, ensureServerRole, lockRoles } from './roles.ts';
import type { Session } from './session.ts';

/** Makes the roles where they are missing, as `migrate` does, and answers the server's URL. */
export async function openServerRole(adminUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await lockRoles(client);
    await ensureRoles(client);
    return await ensureServerRole(client, adminUrl, password);
  } finally {
    await client.end();
  }
}

/** The role's name; undefined while there is none. */
export async function serverRole({ tx }: Session): Promise<string | undefined> {
  const there = await sql<{
    yes: boolean;
  }>`select to_regclass('public.installation') is not null as yes`.execute(tx);
  if (!there.rows[0]?.yes) return undefined;
  const { rows } = await sql<{ name: string }>`
    select server_role as name from public.installation join pg_roles on rolname = server_role`.execute(tx);
  return rows[0]?.name;
}

const refusals = ['28P01', '28000'];

/** Whether the role has this password, or none yet: another one means another secret key. */
export async function isServerPassword(
  session: Session,
  adminUrl: string,
  password: string,
): Promise<boolean> {
  const role = await serverRole(session);
  if (role === undefined) return true;
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  const client = new pg.Client({ connectionString: url.toString() });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (refusals.includes(codeOf(error) ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How many connections the server's role has to this database: more than none while a server runs. */
export async function serverConnections(session: Session): Promise<number> {
  const role = await serverRole(session);
  if (role === undefined) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and usename = ${role}`.execute(session.tx);
  return rows[0]?.count ?? 0;
}

/** Takes the role away, unless another database of the cluster may be a copy that uses it too. */
export async function dropServerRole(session: Session): Promise<void> {
  const role = await serverRole(session);
  if (role === undefined) return;
  const { rows } = await sql`
    select 1 from pg_database
    where datallowconn and not datistemplate and datname not in (current_database(), 'postgres')`.execute(
    session.tx,
  );
  if (rows.length > 0) return;
  // Who made a role may drop what it owns, but has to be a member first (PostgreSQL 16 and later).
  const name = sql.id(role);
  await sql`grant ${name} to current_user`.execute(session.tx);
  await sql`drop owned by ${name}`.execute(session.tx);
  await sql`drop role ${name}`.execute(session.tx);
}
