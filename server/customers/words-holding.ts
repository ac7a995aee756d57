/** What members wrote about customers, a row each: told in a copy, gone with its customer, and without mentions of others. */
import { sql } from 'kysely';
import type { EntryKind } from '../../contract/entries.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';
import { forgetWords } from './forget-words.ts';
import type { Holding } from './holding.ts';
import type { Erased } from './traces.ts';

type Words = {
  /** The table with `id`, `customer_id` and the text. */
  table: string;
  text: string;
  /** A list that says the same once more, where there is one: it goes when the text changes. */
  again?: string;
  /** Kinds that say the text, and where they name the row, or rows. */
  kinds: readonly EntryKind[];
} & ({ idField: string } | { idsIn: (payload: Record<string, unknown>) => string[] });

/** The holding of such a table. */
export function wordsHolding({ table, text, again, kinds, ...where }: Words): Holding {
  const idsIn =
    'idsIn' in where ? where.idsIn : (payload: Record<string, unknown>) => [String(payload[where.idField])];
  return {
    name: table,
    tell: ({ db, workspaceId }, { customerIds }) =>
      inWorkspace(db, workspaceId, async (tx) => {
        const { rows } = await sql<{ json: unknown }>`
          select to_jsonb(w) - 'workspace_id' as json from ${sql.table(table)} w
          where w.customer_id = any(${arrayText([...customerIds])}::uuid[]) order by w.id`.execute(tx);
        return { [table]: rows.map(({ json }) => json) };
      }),
    erase: ({ db, workspaceId }, { customerIds }) =>
      inWorkspace(db, workspaceId, (tx) => forgetWords(tx, table, [...customerIds])),
    onRewrite: (erased) => async (tx, entries) => {
      const told = entries.filter(({ kind }) => kinds.includes(kind));
      const ids = [...new Set(told.flatMap(({ payload }) => idsIn(payload)))];
      return () => blankWords(tx, { table, text, again }, ids, erased);
    },
  };
}

/** A row says what its newest entry says, so what is blanked there is blanked here. */
async function blankWords(
  tx: Tx,
  { table, text, again }: { table: string; text: string; again: string | undefined },
  ids: readonly string[],
  { customerIds, blank, blankElsewhere }: Erased,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string; customerId: string; text: string | null }>`
    select id, customer_id as "customerId", ${sql.ref(text)} as text from ${sql.table(table)}
    where id = any(${arrayText(ids)}::uuid[])`.execute(tx);
  for (const row of rows) {
    if (row.text === null) continue;
    const left = customerIds.has(row.customerId) ? blank(row.text) : blankElsewhere(row.text);
    if (left === row.text) continue;
    const gone = again === undefined ? sql`` : sql`, ${sql.ref(again)} = '[]'`;
    await sql`update ${sql.table(table)} set ${sql.ref(text)} = ${left}${gone} where id = ${row.id}`.execute(
      tx,
    );
  }
}
