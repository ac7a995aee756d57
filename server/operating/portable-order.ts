/** In which order the tables of an export can be written, one after the other, while a server runs. */
import { sql } from 'kysely';
import type { Session } from '../platform/db/index.ts';
import { type Carried, portableSchema } from './portable.ts';

/**
 * What others refer to comes before them. How far followers have read comes before the entries, so that none of them
 * reads what was read elsewhere; who may sign in comes as late as it can, so that nobody does before the rest is there.
 */
export async function inWritableOrder({ tx }: Session, tables: readonly Carried[]): Promise<Carried[]> {
  const { rows } = await sql<{ table: string; refersTo: string }>`
    select n.nspname || '.' || c.relname as table, rn.nspname || '.' || rc.relname as "refersTo"
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class rc on rc.oid = k.confrelid join pg_namespace rn on rn.oid = rc.relnamespace
    where k.contype = 'f' and k.conrelid <> k.confrelid`.execute(tx);
  const needs = (name: string) =>
    rows
      .filter(({ table }) => table === portableSchema + name)
      .map(({ refersTo }) => refersTo.slice(portableSchema.length));
  const left = [...tables].sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1));
  const ordered: Carried[] = [];
  while (left.length > 0) {
    const at = left.findIndex(
      ({ name }) => !needs(name).some((other) => left.some((one) => one.name === other)),
    );
    const [next] = left.splice(Math.max(at, 0), 1);
    if (!next || at < 0)
      throw new Error(`Tables refer to one another in a circle: ${left.map(({ name }) => name)}.`);
    ordered.push(next);
  }
  return ordered;
}

function rankOf({ name, positions }: Carried): number {
  if (name === 'workspaces') return 0;
  if (positions === 'cursor') return 1;
  return name === 'members' ? 3 : 2;
}
