/** How conversations ended, in numbers: the rows that a view by the same filter shows. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { ending } from '../../contract/closing.ts';
import type { Tx } from '../platform/db/index.ts';
import { closedWithin, statusIs } from './filter.ts';

/** How many are closed for each reason, of those that were closed in the last days; the most frequent first. */
export async function countEndings(tx: Tx, now: Date, days: number): Promise<z.output<typeof ending>[]> {
  const { rows } = await sql<z.output<typeof ending>>`
    select c.reason_id as "reasonId", count(*)::integer as count from conversations c
    where ${statusIs('closed')} and ${closedWithin(now, days)}
    group by c.reason_id order by count(*) desc, c.reason_id`.execute(tx);
  return rows;
}
