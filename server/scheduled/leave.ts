/** What somebody wrote who leaves is not sent by itself: the others send it, or throw it away. */
import { sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { hold, lockScheduled } from './send.ts';

/** Holds what waits of a member who leaves. The caller holds the members. */
export async function holdOfLeaver(tx: Tx, by: By, memberId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from scheduled_messages where member_id = ${memberId} and held is null order by id`.execute(tx);
  for (const { id } of rows) {
    const row = await lockScheduled(tx, id);
    if (row) await hold(tx, row, 'author-left', by);
  }
}
