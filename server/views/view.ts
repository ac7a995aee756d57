/** What members do with views. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type SavedView, viewsMax } from '../../contract/saved-views.ts';
import { type By, by, type MemberCaller } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

const columns = sql`id, name, filter, list_order as "order", member_id is null as shared`;

/** The shared views and the caller's own, by name. */
export async function listViews(tx: Tx, memberId: string): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select ${columns} from views where member_id is null or member_id = ${memberId}
    order by lower(name), id limit ${viewsMax * 2}`.execute(tx);
  return rows;
}

/** Keeps a view. @throws Problem `not-allowed`, `conflict` when there are too many to find one's way. */
export async function createView(
  tx: Tx,
  who: MemberCaller,
  input: Omit<SavedView, 'id'>,
): Promise<SavedView> {
  mayShare(who, input.shared);
  await lockViews(tx);
  await leaveRoom(tx, who, input.shared);
  const view = { id: newId(), ...input };
  await write(tx, who, view);
  if (view.shared) await tell(tx, by(who), 'view.created', view);
  return view;
}

/** Changes a view; what is the same already is not written down. */
export async function changeView(
  tx: Tx,
  who: MemberCaller,
  id: string,
  changes: { [Name in keyof SavedView]?: SavedView[Name] | undefined },
): Promise<SavedView> {
  await lockViews(tx);
  const before = await readView(tx, who, id);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const after: SavedView = { ...before, ...Object.fromEntries(given), id };
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  mayShare(who, before.shared || after.shared);
  if (before.shared !== after.shared) await leaveRoom(tx, who, after.shared);
  await write(tx, who, after);
  if (before.shared && !after.shared) await tell(tx, by(who), 'view.removed', before);
  else if (after.shared) await tell(tx, by(who), before.shared ? 'view.changed' : 'view.created', after);
  return after;
}

/** Removes a view. */
export async function removeView(tx: Tx, who: MemberCaller, id: string): Promise<void> {
  const view = await readView(tx, who, id);
  mayShare(who, view.shared);
  await sql`delete from views where id = ${id}`.execute(tx);
  if (view.shared) await tell(tx, by(who), 'view.removed', view);
}

/** Removes the own views of a member who leaves. */
export async function dropViews(tx: Tx, _by: By, memberId: string): Promise<void> {
  await sql`delete from views where member_id = ${memberId}`.execute(tx);
}

/** One that the caller sees. @throws Problem `not-found`. */
async function readView(tx: Tx, { memberId }: MemberCaller, id: string): Promise<SavedView> {
  const { rows } = await sql<SavedView>`
    select ${columns} from views where id = ${id} and (member_id is null or member_id = ${memberId})`.execute(
    tx,
  );
  if (!rows[0]) throw new Problem('not-found', 'There is no such view.');
  return rows[0];
}

function mayShare({ permissions }: MemberCaller, shared: boolean): void {
  if (shared && !permissions.has('conversations:write')) {
    throw new Problem('not-allowed', 'You can keep views for yourself. Whoever may reply can share them.');
  }
}

async function leaveRoom(tx: Tx, { memberId }: MemberCaller, shared: boolean): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from views
    where ${shared ? sql`member_id is null` : sql`member_id = ${memberId}`}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= viewsMax) {
    throw new Problem('conflict', `There can be at most ${viewsMax} of them. Remove one that is of no use.`);
  }
}

async function write(tx: Tx, { memberId }: MemberCaller, view: SavedView): Promise<void> {
  const { id, name, filter, order, shared } = view;
  await sql`
    insert into views (id, member_id, name, filter, list_order)
    values (${id}, ${shared ? null : memberId}, ${name}, ${JSON.stringify(filter)}::jsonb, ${order})
    on conflict (workspace_id, id) do update set member_id = excluded.member_id, name = excluded.name,
      filter = excluded.filter, list_order = excluded.list_order`.execute(tx);
}

async function tell(
  tx: Tx,
  { actor, source }: By,
  kind: 'view.created' | 'view.changed' | 'view.removed',
  { id, name }: SavedView,
): Promise<void> {
  await append(tx, {
    kind,
    payload: { viewId: id, name },
    actor,
    direction: 'internal',
    source: { name: source },
  });
}

/** One change at a time, so that nobody keeps more than there is room for. */
async function lockViews(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('views ' || current_workspace(), 0))`.execute(tx);
}
