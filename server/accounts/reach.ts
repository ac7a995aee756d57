/** Where members are, and how they want to be reached. */
import { sql } from 'kysely';
import type { Locale } from '../../contract/ids.ts';
import type { Tx } from '../platform/db/index.ts';

export type Reach = {
  email: string;
  locale: Locale;
  timeZone: string;
  /** Whether reminders are to come by mail as well. */
  reminderMails: boolean;
};

/** How to reach somebody who works here; undefined for those who left. */
export async function reachOf(tx: Tx, memberId: string): Promise<Reach | undefined> {
  const { rows } = await sql<Reach>`
    select m.email, coalesce(m.locale, w.locale) as locale, coalesce(m.time_zone, w.time_zone) as "timeZone",
      m.reminder_mails as "reminderMails"
    from members m join workspaces w on w.workspace_id = m.workspace_id
    where m.id = ${memberId} and m.removed_at is null`.execute(tx);
  return rows[0];
}

/** The time zone in which a member's dates are meant: the member's own, else the workspace's. */
export async function timeZoneOf(tx: Tx, memberId: string): Promise<string> {
  return (await reachOf(tx, memberId))?.timeZone ?? 'UTC';
}
