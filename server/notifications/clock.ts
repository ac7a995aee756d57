/**
 * What is due by push and by mail. Taking it is a change of its rows under their locks, which commits with the jobs: each
 * goes out once, however many servers look.
 */
import { sql } from 'kysely';
import { reachOf } from '../accounts/index.ts';
import { readAvailability } from '../availability/index.ts';
import { newId } from '../ledger/index.ts';
import { workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Jobs } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/index.ts';
import { digestIdsMax, digestTask } from './digest.ts';
import { quietUntil } from './moments.ts';
import { pushTask } from './push.ts';
import { readSettings } from './settings.ts';
import { subscriptionIdsOf } from './subscriptions.ts';
import { isAway } from './tell.ts';

const dueAtOnceMax = 100;
/** Who is at work gets no mail; so much later it is looked at again. */
const onlineMinutes = 5;

type Deps = { db: Db; log: Log; now: () => Date; jobs: Jobs };

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function notifyOnTime({ jobs, ...deps }: Deps): { stop: () => Promise<void> } {
  return workWhenDue(deps, workspacesNotifying, [
    { find: dueAlerts, act: (tx, id, now) => pushLater(tx, jobs, id, now) },
    { find: dueMails, act: (tx, memberId, now) => mailLater(tx, jobs, memberId, now) },
  ]);
}

async function workspacesNotifying(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_notifying(${now.toISOString()}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function dueAlerts(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from notifications where alert_at <= ${now.toISOString()} and read_at is null and not pushed
    order by alert_at, id limit ${dueAtOnceMax}`.execute(tx);
  return rows.map(({ id }) => id);
}

async function dueMails(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct member_id as id from notifications
    where mail_at <= ${now.toISOString()} and read_at is null limit ${dueAtOnceMax}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Adds a job for each of the member's browsers; or puts it off, where they went away or made it quiet meanwhile. */
async function pushLater(tx: Tx, jobs: Jobs, notificationId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ memberId: string; workspaceId: string; kind: string }>`
    select member_id as "memberId", workspace_id as "workspaceId", kind from notifications
    where id = ${notificationId} and alert_at <= ${now.toISOString()} and read_at is null and not pushed
    for update skip locked`.execute(tx);
  const [due] = rows;
  if (!due) return;
  const { memberId, workspaceId } = due;
  const until = due.kind === 'test' ? undefined : await heldUntil(tx, memberId, now);
  if (until !== undefined) {
    await sql`update notifications set alert_at = ${until} where id = ${notificationId}`.execute(tx);
    return;
  }
  await sql`update notifications set pushed = true where id = ${notificationId}`.execute(tx);
  for (const subscriptionId of await subscriptionIdsOf(tx, memberId))
    await jobs.add(tx, pushTask, { workspaceId, notificationId, subscriptionId });
}

async function heldUntil(tx: Tx, memberId: string, now: Date): Promise<string | undefined> {
  if (await isAway(tx, memberId)) return 'infinity';
  const reach = await reachOf(tx, memberId);
  if (!reach) return undefined;
  return quietUntil((await readSettings(tx, memberId)).quiet, now, reach.timeZone)?.toISOString();
}

/** Adds the job of one mail with all that waits for one. */
async function mailLater(tx: Tx, jobs: Jobs, memberId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; workspaceId: string; due: boolean }>`
    select id, workspace_id as "workspaceId", mail_at <= ${now.toISOString()} as due from notifications
    where member_id = ${memberId} and read_at is null and mail_at is not null
    order by latest_at desc, id desc for update`.execute(tx);
  const [first] = rows;
  // Looked at again under the locks: another server may have been quicker.
  if (!first || !rows.some(({ due }) => due)) return;
  const ids = rows.map(({ id }) => id);
  const [is] = await readAvailability(tx, [memberId]);
  const isOnline = is?.state === 'online';
  const later = isOnline ? new Date(now.getTime() + onlineMinutes * 60_000).toISOString() : null;
  await sql`
    update notifications set mail_at = ${later}
    where id = any(${ids}::uuid[]) and (${!isOnline}::boolean or mail_at <= ${now.toISOString()})`.execute(
    tx,
  );
  if (isOnline) return;
  const { workspaceId } = first;
  await jobs.add(tx, digestTask, { workspaceId, memberId, mailId: newId(), ids: ids.slice(0, digestIdsMax) });
}
