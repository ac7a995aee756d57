/** Reading segments and who is in them. */
import { type RawBuilder, sql } from 'kysely';
import type { Customer } from '../../contract/customers.ts';
import { Problem } from '../../contract/errors.ts';
import { id as idSchema, time } from '../../contract/ids.ts';
import { type Segment, segmentsPerWorkspaceMax } from '../../contract/segments.ts';
import { readCustomer, readCustomers } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { namedIn } from './order.ts';

/** All segments by name: those that live, or archived ones too. */
export async function listSegments(tx: Tx, { archived }: { archived: boolean }): Promise<Segment[]> {
  const { rows } = await sql<{ json: Omit<Segment, 'usedBy'> }>`
    select json_build_object('id', g.id, 'name', g.name, 'condition', g.condition, 'ownerId', g.owner_id,
      'count', coalesce(t.member_count, 0),
      'change', case when t.counted_on = (clock_timestamp() at time zone 'UTC')::date
        then t.member_count - t.count_before else 0 end,
      'progress', case when t.refreshing and g.archived_at is null then
        json_build_object('done', t.done_count, 'total', greatest(t.total_count, t.done_count)) end,
      'createdAt', rfc3339(g.created_at), 'changedAt', rfc3339(g.changed_at), 'archivedAt', rfc3339(g.archived_at)) as json
    from segments g left join segment_states t on t.segment_id = g.id
    order by g.name_key, g.id`.execute(tx);
  const all = rows.map(({ json }) => json);
  const living = all.filter(({ archivedAt }) => archivedAt === null);
  return (archived ? all : living).map((segment) => ({
    ...segment,
    usedBy: living
      .filter(({ condition }) => namedIn(condition).includes(segment.id))
      .map(({ id, name }) => ({ id, name })),
  }));
}

/** One segment. @throws Problem `not-found` */
export async function readSegment(tx: Tx, id: string): Promise<Segment> {
  const found = (await listSegments(tx, { archived: true })).find((segment) => segment.id === id);
  if (!found) throw new Problem('not-found', 'There is no such segment.');
  return found;
}

/** A page of who is in a segment, those who entered last first. Whom merges made one is shown once. */
export async function listMembers(
  tx: Tx,
  segmentId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ data: Customer[]; next: string | null }> {
  await refuseUnknown(tx, segmentId);
  const key = decodeCursor(query.cursor, [time, idSchema]);
  const { rows } = await sql<{ customerId: string; rootId: string; at: string }>`
    select m.customer_id as "customerId", root_of(m.customer_id) as "rootId", rfc3339(m.entered_at) as at
    from segment_members m
    where m.segment_id = ${segmentId}
      and ${key ? sql`(m.entered_at, m.customer_id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
      and not exists (
        select from ids_of(root_of(m.customer_id)) own(id) cross join lateral (
          select * from segment_members where segment_id = m.segment_id and customer_id = own.id limit 1
        ) x
        where (x.entered_at, x.customer_id) > (m.entered_at, m.customer_id))
    order by m.entered_at desc, m.customer_id desc
    limit ${query.limit + 1}`.execute(tx);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: await peopleOf(
      tx,
      shown.map(({ rootId }) => rootId),
    ),
    next: rows.length > query.limit && last ? encodeCursor([last.at, last.customerId]) : null,
  };
}

/** Customers in the order of their ids. */
export async function peopleOf(tx: Tx, ids: readonly string[]): Promise<Customer[]> {
  const found = await readCustomers(tx, ids);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** @throws Problem `not-found` */
async function refuseUnknown(tx: Tx, segmentId: string): Promise<void> {
  const { rows } = await sql`select 1 from segments where id = ${segmentId}`.execute(tx);
  if (rows.length === 0) throw new Problem('not-found', 'There is no such segment.');
}

/** The segments that a customer is in, by name. @throws Problem `not-found` */
export async function segmentsOf(tx: Tx, customerId: string): Promise<{ id: string; name: string }[]> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct g.id, g.name, g.name_key
    from ids_of(${id}) own(id)
    cross join lateral (select * from segment_members where customer_id = own.id limit ${segmentsPerWorkspaceMax * 5}) m
    join segments g on g.workspace_id = m.workspace_id and g.id = m.segment_id and g.archived_at is null
    order by g.name_key, g.id`.execute(tx);
  return rows.map(({ id: segmentId, name }) => ({ id: segmentId, name }));
}

/** Who is in a segment, as rows `(customer_id)`. */
export function membersOf(segmentId: string): RawBuilder<unknown> {
  return sql`select customer_id from segment_members where segment_id = ${segmentId}::uuid`;
}
