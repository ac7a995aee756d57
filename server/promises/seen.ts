/** Warnings that were seen. */
import { by, type MemberCaller } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { unseenOf } from './queries.ts';
import { record } from './record.ts';

/** Takes warnings off the caller's screens; those of others and those that were seen are left out. */
export async function seeReminders(tx: Tx, who: MemberCaller, ids: readonly string[]): Promise<void> {
  const reminderIds = await unseenOf(tx, who.memberId, ids);
  if (reminderIds.length === 0) return;
  const { actor, source } = by(who);
  await record(tx, {
    kind: 'promise.reminder_seen',
    payload: { memberId: who.memberId, reminderIds },
    actor,
    direction: 'internal',
    source: { name: source },
  });
}
