/** Emptying a database, so that a backup can be restored into it. */
import { sql } from 'kysely';
import { dropServerRole } from './server-role.ts';
import type { Session } from './session.ts';

/** Drops everything of ours, and nothing that belongs to an extension. Call it in a transaction. */
export async function wipe(session: Session): Promise<void> {
  await dropServerRole(session);
  await sql`drop schema if exists auth, graphile_worker cascade`.execute(session.tx);
  await dropAll(
    session,
    sql`
      select case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end as kind, oid::regclass::text as name
      from pg_class c
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'S') and not relispartition
        and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
          and d.deptype = 'e')
      order by kind desc`, // views, tables, and then the sequences that no table owned
  );
  await dropAll(
    session,
    sql`
      select 'routine' as kind, oid::regprocedure::text as name
      from pg_proc p
      where pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass
          and d.deptype = 'e')`,
  );
  await dropAll(
    session,
    sql`
      select 'type' as kind, oid::regtype::text as name
      from pg_type t
      where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
        and not exists (select from pg_depend d where d.objid = t.oid and d.classid = 'pg_type'::regclass
          and d.deptype = 'e')`,
  );
}

async function dropAll({ tx }: Session, things: ReturnType<typeof sql>): Promise<void> {
  const { rows } = await (things as ReturnType<typeof sql<{ kind: string; name: string }>>).execute(tx);
  for (const { kind, name } of rows) {
    // The names come quoted from the catalogue. What was dropped along with another is gone already.
    await sql.raw(`drop ${kind} if exists ${name} cascade`).execute(tx);
  }
}
