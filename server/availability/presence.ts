/** Beats of the members whose consoles a server holds, and what is told when somebody comes or is gone. */
import { sql } from 'kysely';
import { type By, isMember } from '../accounts/index.ts';
import { arrayText, type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { isFresh, readAvailability } from './queries.ts';
import { lockAvailability, record } from './record.ts';

const byPresence: By = { actor: { kind: 'system', id: null }, source: 'presence' };

/** Says that these members are there now, and tells it of those of whom the ledger says otherwise. */
export async function beat(db: Db, workspaceId: string, memberIds: readonly string[]): Promise<void> {
  // Sorted, for another server may hold the same members.
  const ids = memberIds.toSorted();
  const here = await inWorkspace(db, workspaceId, async (tx) => {
    await sql`
      insert into presence_beats (member_id, beat_at)
      select id, clock_timestamp() from unnest(${arrayText(ids)}::uuid[]) id
      on conflict (workspace_id, member_id) do update set beat_at = greatest(presence_beats.beat_at, excluded.beat_at)`.execute(
      tx,
    );
    const { rows } = await sql<{ id: string }>`
      select member_id as id from availability where is_here and member_id = any(${arrayText(ids)}::uuid[])`.execute(
      tx,
    );
    return new Set(rows.map(({ id }) => id));
  });
  for (const id of ids) if (!here.has(id)) await inWorkspace(db, workspaceId, (tx) => tellHere(tx, id));
}

/** Tells of those who are gone for longer than the grace. Answers whether the ledger says of anybody that they are here. */
export async function missGone(db: Db, workspaceId: string): Promise<boolean> {
  const rows = await inWorkspace(db, workspaceId, async (tx) => {
    const found = await sql<{ id: string; isGone: boolean }>`
      select a.member_id as id, not coalesce(${isFresh}, false) as "isGone" from availability a
      left join presence_beats b on b.member_id = a.member_id where a.is_here order by 1`.execute(tx);
    return found.rows;
  });
  for (const { id, isGone } of rows) if (isGone) await inWorkspace(db, workspaceId, (tx) => tellGone(tx, id));
  return rows.some(({ isGone }) => !isGone);
}

async function tellHere(tx: Tx, memberId: string): Promise<void> {
  if (!(await isMember(tx, memberId))) return;
  await lockAvailability(tx, memberId);
  // Another server may have told it.
  const { isTold, now: since } = await told(tx, memberId);
  if (!isTold) await record(tx, byPresence, 'presence.changed', { memberId, isHere: true, since });
}

/** A connection that comes back in this very moment is told of with its next beat. */
async function tellGone(tx: Tx, memberId: string): Promise<void> {
  if (!(await isMember(tx, memberId))) return;
  await lockAvailability(tx, memberId);
  const { isTold } = await told(tx, memberId);
  const [is] = await readAvailability(tx, [memberId]);
  if (!isTold || is?.state !== 'offline' || is.since === null) return;
  await record(tx, byPresence, 'presence.changed', { memberId, isHere: false, since: is.since });
}

/** Whether the ledger says that a member is here; and the time. */
async function told(tx: Tx, memberId: string): Promise<{ isTold: boolean; now: string }> {
  const { rows } = await sql<{ isTold: boolean; now: string }>`
    select exists(select from availability where member_id = ${memberId} and is_here) as "isTold",
      rfc3339(clock_timestamp()) as now`.execute(tx);
  if (!rows[0]) throw new Error('A select without a table answers one row.');
  return rows[0];
}
