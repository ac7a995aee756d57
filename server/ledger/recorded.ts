/** What is recorded already, by the ids that sources gave. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Which of these ids of a source are recorded already, under any of its names. */
export async function recordedIds(
  tx: Tx,
  sourceNames: readonly string[],
  externalIds: readonly string[],
): Promise<{ name: string; externalId: string }[]> {
  const { rows } = await sql<{ name: string; externalId: string }>`
    select k.source_name as name, k.external_id as "externalId"
    from unnest(${arrayText(sourceNames)}::text[]) n (name)
    cross join unnest(${arrayText(externalIds)}::text[]) e (id)
    cross join lateral (
      select * from entry_keys where source_name = n.name and external_id = e.id limit 1) k`.execute(tx);
  return rows;
}
