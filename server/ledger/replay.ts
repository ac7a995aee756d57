/** What those need to know of the ledger who look at all of it: rebuilding, exporting, and `doctor`. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';

/** Every workspace that has entries, for a connection that may ask. */
export async function workspacesWithEntries(tx: Tx): Promise<string[]> {
  // No follower has this name, so there is no workspace of which it has read anything.
  const { rows } = await sql<{ id: string }>`select workspaces_behind('') as id order by 1`.execute(tx);
  return rows.map((row) => row.id);
}

export type FollowerState = {
  follower: string;
  /** In how many workspaces entries wait for it. */
  workspacesBehind: number;
  /** For how long the oldest of them has waited. */
  waitingSeconds: number;
  setAside: number;
  /** What went wrong with the entry that was set aside last. */
  lastError: string | null;
};

/** How far each follower is. The transaction must see all workspaces. */
export async function readFollowers(tx: Tx): Promise<FollowerState[]> {
  const { rows } = await sql<FollowerState>`
    with behind as (
      select c.follower, c.workspace_id, next.recorded_at
      from follower_cursors c
      cross join lateral (
        select e.recorded_at from entries e
        where e.workspace_id = c.workspace_id and (e.epoch, e.xid, e.seq) > (c.epoch, c.xid, c.seq)
        order by e.epoch, e.xid, e.seq limit 1
      ) next
    )
    select f.follower,
      (select count(*)::integer from behind b where b.follower = f.follower) as "workspacesBehind",
      coalesce((select extract(epoch from clock_timestamp() - min(b.recorded_at))::integer
        from behind b where b.follower = f.follower), 0) as "waitingSeconds",
      (select count(*)::integer from follower_setasides s where s.follower = f.follower) as "setAside",
      (select s.error from follower_setasides s where s.follower = f.follower
        order by s.set_aside_at desc limit 1) as "lastError"
    from (select follower from follower_cursors union select follower from follower_setasides) f
    order by 1`.execute(tx);
  return rows;
}

/**
 * The transactions that wrote entries of a workspace, as SQL: `epoch`, `xid`, and `n`, the place of each among them. That
 * is what they are called where the data goes, for ids of transactions begin anew there. `workspace` is SQL as well.
 */
export function countedTransactions(workspace: string): string {
  return `select epoch, xid, row_number() over (order by epoch, xid) as n
    from (select distinct epoch, xid from public.entries where workspace_id = ${workspace}) d`;
}

/** When the oldest machine entry of a workspace was recorded; null where there is none. */
export async function machineSince(tx: Tx, workspaceId: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select rfc3339(min(recorded_at)) as at from entries where workspace_id = ${workspaceId} and machine`.execute(
    tx,
  );
  return rows[0]?.at ?? null;
}
