/**
 * The mark of a restore that has begun to replace what was there. It stands in a schema of its own, which the restore
 * does not touch, from before the first change until after the last: a database that has it is not whole.
 */
import { sql } from 'kysely';
import type { Session } from './session.ts';

/**
 * Sets the mark. `epoch` is that of positions that may be in somebody's hands; an earlier restore that did not finish may
 * have noted a later one. Answers the later.
 */
export async function markUnfinished({ tx }: Session, file: string, epoch: number): Promise<number> {
  await sql`create schema if not exists rapport_restore`.execute(tx);
  await sql`
    create table if not exists rapport_restore.unfinished (
      one boolean primary key default true check (one), file text not null, epoch integer not null)`.execute(
    tx,
  );
  const { rows } = await sql<{ epoch: number }>`
    insert into rapport_restore.unfinished as u (file, epoch) values (${file}, ${epoch}::integer)
    on conflict (one) do update set file = excluded.file, epoch = greatest(u.epoch, excluded.epoch)
    returning epoch`.execute(tx);
  return rows[0]?.epoch ?? epoch;
}

/** The file whose restore did not finish; undefined when there is none. */
export async function unfinishedRestore({ tx }: Session): Promise<string | undefined> {
  const there = await sql<{ yes: boolean }>`
    select to_regclass('rapport_restore.unfinished') is not null as yes`.execute(tx);
  if (!there.rows[0]?.yes) return undefined;
  const { rows } = await sql<{ file: string }>`select file from rapport_restore.unfinished`.execute(tx);
  return rows[0]?.file;
}

/** Takes the mark away. */
export async function markFinished({ tx }: Session): Promise<void> {
  await sql`drop schema rapport_restore cascade`.execute(tx);
}
