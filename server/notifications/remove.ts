/** What goes: all of a member who leaves, and what was read long ago. */
import { sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { dropSubscriptions } from './subscriptions.ts';

/** Of a member who is removed nothing is kept here. */
export async function dropNotifications(tx: Tx, _by: By, memberId: string): Promise<void> {
  await sql`delete from notifications where member_id = ${memberId}`.execute(tx);
  await sql`delete from notification_settings where member_id = ${memberId}`.execute(tx);
  await dropSubscriptions(tx, memberId);
}
