/** How members want to be told. */
import { sql } from 'kysely';
import {
  defaultNotifications,
  type NotificationKind,
  type NotificationSettings,
  notificationKinds,
} from '../../contract/notifications.ts';
import { type MemberCaller, recordOwnChange } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** A member's settings. What a later version knows and this row does not is as a workspace begins. */
export async function readSettings(tx: Tx, memberId: string): Promise<NotificationSettings> {
  const { rows } = await sql<{ settings: NotificationSettings }>`
    select settings from notification_settings where member_id = ${memberId}`.execute(tx);
  const kept = rows[0]?.settings;
  if (!kept) return defaultNotifications;
  return { ...defaultNotifications, ...kept, kinds: { ...defaultNotifications.kinds, ...kept.kinds } };
}

/** Changes them; what is the same already is not written down. */
export async function changeSettings(
  tx: Tx,
  who: MemberCaller,
  settings: NotificationSettings,
): Promise<NotificationSettings> {
  const before = await readSettings(tx, who.memberId);
  if (isSame(before, settings)) return before;
  await recordOwnChange(tx, who);
  await sql`
    insert into notification_settings (member_id, settings) values (${who.memberId}, ${JSON.stringify(settings)}::jsonb)
    on conflict (workspace_id, member_id) do update set settings = excluded.settings`.execute(tx);
  return readSettings(tx, who.memberId);
}

/** Who asked to be told of every new conversation that nobody has. */
export async function whoWantsOpened(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select member_id as id from notification_settings
    where settings -> 'kinds' -> 'opened' @> any(array['{"app":true}', '{"push":true}', '{"mail":true}']::jsonb[])
    order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}

function isSame(one: NotificationSettings, other: NotificationSettings): boolean {
  const flat = ({ kinds, mail, quiet, hideText, sound }: NotificationSettings) => {
    const wayOf = (kind: NotificationKind) => [kinds[kind].app, kinds[kind].push, kinds[kind].mail];
    return JSON.stringify([notificationKinds.map(wayOf), mail, quiet?.from, quiet?.to, hideText, sound]);
  };
  return flat(one) === flat(other);
}
