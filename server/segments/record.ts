/** Segments and their members as read models of entries. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Kinds that change segments. */
export const segmentKinds = ['segment.created', 'segment.updated'] as const;
/** Kinds that change who is in them. */
export const memberKinds = ['segment.entered', 'segment.left'] as const;

/** What an entry means to the table of segments. */
export async function applyToSegments(tx: Tx, entry: Entry<(typeof segmentKinds)[number]>): Promise<void> {
  const { occurredAt: at } = entry;
  if (entry.kind === 'segment.created') {
    const { segmentId, name, condition } = entry.payload;
    const ownerId = entry.actor.kind === 'member' ? entry.actor.id : null;
    await sql`
      insert into segments (id, name, condition, owner_id, created_at, changed_at)
      values (${segmentId}, ${name}, ${JSON.stringify(condition)}::jsonb, ${ownerId}, ${at}, ${at})`.execute(
      tx,
    );
    return;
  }
  const { segmentId, name = null, condition, archived } = entry.payload;
  await sql`
    update segments set name = coalesce(${name}, name),
      condition = coalesce(${condition === undefined ? null : JSON.stringify(condition)}::jsonb, condition),
      archived_at = case ${archived ?? null}::boolean when true then ${at}::timestamptz when false then null else archived_at end,
      changed_at = ${at}
    where id = ${segmentId}`.execute(tx);
}

/** What an entry means to the table of members. */
export async function applyToMembers(tx: Tx, entry: Entry<(typeof memberKinds)[number]>): Promise<void> {
  const { segmentId, customerIds } = entry.payload;
  const moved = customerIds.map((customerId) => ({ customerId, at: entry.occurredAt }));
  await (entry.kind === 'segment.entered' ? enter(tx, segmentId, moved) : leave(tx, segmentId, moved));
}

type Moved = { customerId: string; at: string };

/** Writes down members of a segment. */
export async function enter(tx: Tx, segmentId: string, members: readonly Moved[]): Promise<void> {
  await sql`
    insert into segment_members (segment_id, customer_id, entered_at)
    select ${segmentId}, m.* from unnest(${arrayText(members.map(({ customerId }) => customerId))}::uuid[],
      ${arrayText(members.map(({ at }) => at))}::timestamptz[]) m
    on conflict (workspace_id, segment_id, customer_id) do nothing`.execute(tx);
}

/** Takes members away from a segment. */
export async function leave(tx: Tx, segmentId: string, members: readonly Moved[]): Promise<void> {
  await sql`
    delete from segment_members where segment_id = ${segmentId}
      and customer_id = any(${arrayText(members.map(({ customerId }) => customerId))}::uuid[])`.execute(tx);
}
