/** Checks of the database itself: what a promise of ours rests on. */
import { sql } from 'kysely';
import { readState, type Session, tablesOfDatabase } from '../platform/db/index.ts';
import { type Answer, type Check, failure, ok, warning } from './check.ts';

/** Two connections: the administrator's, and the one of the server's role. */
export type DatabasePatient = { admin: Session; server: Session };

const versionMin = 150_000;
const clockSecondsMax = 5;

/** Without these no server should run. They also make up the self-test after an upgrade. */
export const databaseChecks: readonly Check<DatabasePatient>[] = [
  { name: 'restore', look: checkRestore },
  { name: 'migrations', look: checkMigrations },
  { name: 'postgresql', look: checkVersion },
  { name: 'durability', look: checkDurability },
  { name: 'checksums', look: checkPageChecksums },
  { name: 'server role', look: checkServerRole },
  { name: 'row-level security', look: checkSecurity },
  { name: 'clock', look: checkClock },
];

async function checkRestore({ admin }: DatabasePatient): Promise<Answer> {
  const { unfinished: file } = await readState(admin);
  if (file === undefined) return ok('no restore is unfinished');
  return failure(`A restore of ${file} did not finish: this database is not whole.`, 'Run restore again.');
}

async function checkMigrations({ admin }: DatabasePatient): Promise<Answer> {
  const { applied, pending, foreign } = await readState(admin);
  if (foreign.length > 0) {
    return failure(
      `The database has migrations that this release does not know, or knows otherwise: ${foreign.join(', ')}.`,
      'Run the release that made them, or a newer one.',
    );
  }
  if (pending.length > 0)
    return warning(`To be done: ${pending.join(', ')}.`, 'Start the server, or run migrate.');
  return ok(`all ${applied.length} done`);
}

async function checkVersion({ admin }: DatabasePatient): Promise<Answer> {
  const { version, number, encoding } = await settingsOf(admin);
  if (number < versionMin) return failure(`PostgreSQL ${version}`, 'Rapport needs PostgreSQL 15 or newer.');
  if (encoding !== 'UTF8')
    return failure(`The database is in ${encoding}.`, 'Make one in UTF8, and restore into it.');
  return ok(`PostgreSQL ${version}`);
}

async function settingsOf({ tx }: Session) {
  const { rows } = await sql<{ version: string; number: number; encoding: string }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::integer as number,
      current_setting('server_encoding') as encoding`.execute(tx);
  if (!rows[0]) throw new Error('A select without from answers one row.');
  return rows[0];
}

/** Asked as the server's role: a role can have settings of its own. */
async function checkDurability({ server }: DatabasePatient): Promise<Answer> {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes'];
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings where name = any(${names}::text[]) and setting = 'off' order by name`.execute(
    server.tx,
  );
  if (rows.length === 0) return ok(`${names.join(', ')} are on: what was acknowledged is on disk`);
  const off = rows.map(({ name }) => name).join(', ');
  return failure(
    `${off} is off: a power failure loses what was acknowledged.`,
    "Switch it on in PostgreSQL's configuration.",
  );
}

async function checkPageChecksums({ admin }: DatabasePatient): Promise<Answer> {
  const { rows } = await sql<{ on: boolean }>`
    select current_setting('data_checksums') = 'on' as on`.execute(admin.tx);
  if (rows[0]?.on) return ok('data_checksums are on: a damaged page is noticed');
  return warning(
    'data_checksums are off: a damaged page may go unnoticed.',
    'Stop PostgreSQL and run pg_checksums --enable.',
  );
}

async function checkServerRole({ server }: DatabasePatient): Promise<Answer> {
  const { rows } = await sql<{ name: string; isSuperuser: boolean; isBypassing: boolean; isOwner: boolean }>`
    select rolname as name, rolsuper as "isSuperuser", rolbypassrls as "isBypassing",
      exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and pg_has_role(current_user, relowner, 'usage')) as "isOwner"
    from pg_roles where rolname = current_user`.execute(server.tx);
  const role = rows[0];
  if (!role) throw new Error('The role of the connection is gone.');
  const advice =
    'Take that from the role, or restore a backup into a new database: workspaces are not kept apart.';
  if (role.isSuperuser) return failure(`The server's role ${role.name} is a superuser.`, advice);
  if (role.isBypassing) return failure(`The server's role ${role.name} has BYPASSRLS.`, advice);
  if (role.isOwner) return failure(`The server's role ${role.name} owns tables.`, advice);
  return ok(`${role.name} is bound by row-level security`);
}

async function checkSecurity({ admin }: DatabasePatient): Promise<Answer> {
  const { rows } = await sql<{ name: string; forced: boolean }>`
    select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class c
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relname = any(${[...tablesOfDatabase]}::text[])
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
        and d.deptype = 'e')
    order by 1`.execute(admin.tx);
  const open = rows.filter(({ forced }) => !forced).map(({ name }) => name);
  if (open.length === 0) return ok(`forced on ${rows.length} tables`);
  return failure(
    `It is not forced on ${open.join(', ')}.`,
    'Run `alter table … enable row level security, force row level security` on each, as its owner.',
  );
}

async function checkClock({ admin }: DatabasePatient): Promise<Answer> {
  const before = Date.now();
  const { rows } = await sql<{ now: number }>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(admin.tx);
  const middle = (before + Date.now()) / 2;
  const seconds = Math.round(Math.abs((rows[0]?.now ?? 0) - middle) / 100) / 10;
  if (seconds <= clockSecondsMax) return ok(`the same as the database's, to ${seconds} s`);
  return warning(
    `This machine and the database differ by ${seconds} s.`,
    'Set both by NTP: sessions and tokens expire by the clock.',
  );
}
