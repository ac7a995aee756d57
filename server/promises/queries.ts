/** Reading promises and their warnings. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import type { CustomerPromise, PromiseReminder } from '../../contract/promises.ts';
import { idsOf } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import type { Due } from './plan.ts';
import { type Among, among, type Outcome, outcomes } from './rate.ts';

type Sql = RawBuilder<unknown>;

/** The promise `p` as the API tells it. */
const promiseJson = sql<CustomerPromise>`json_build_object(
  'id', p.id,
  'customer', json_build_object('id', root_of(p.customer_id), 'name', customer_name(p.customer_id)),
  'conversationId', p.conversation_id,
  'what', p.what,
  'memberId', p.member_id,
  'due', p.due,
  'public', p.public,
  'state', case
    when p.withdrawn_at is not null then 'withdrawn'
    when p.kept_at is not null then case when p.broken_at is null then 'kept' else 'late' end
    when p.broken_at is not null then 'broken' else 'open' end,
  'moves', p.moves,
  'warnAt', rfc3339(p.warn_at),
  'madeAt', rfc3339(p.made_at),
  'madeBy', p.made_by,
  'endedAt', rfc3339(coalesce(p.kept_at, p.withdrawn_at)))`;

/** A promise as commands need it: the customer is the one that it came with. */
export type PromiseRow = {
  id: string;
  customerId: string;
  what: string;
  memberId: string | null;
  due: Due;
  madeAt: string;
  keptAt: string | null;
  brokenAt: string | null;
  withdrawnAt: string | null;
};
export const promiseRow = sql`p.id, p.customer_id as "customerId", p.what, p.member_id as "memberId", p.due,
  rfc3339(p.made_at) as "madeAt", rfc3339(p.kept_at) as "keptAt", rfc3339(p.broken_at) as "brokenAt",
  rfc3339(p.withdrawn_at) as "withdrawnAt"`;

export const isOpen = sql`p.kept_at is null and p.withdrawn_at is null`;

/** One promise. @throws Problem `not-found`. */
export async function readPromise(tx: Tx, promiseId: string): Promise<CustomerPromise> {
  const { rows } = await sql<{ json: CustomerPromise }>`
    select ${promiseJson} as json from promises p where p.id = ${promiseId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such promise.');
  return rows[0].json;
}

export type PromiseFilter = Among & {
  state: 'open' | Outcome;
  limit: number;
  cursor?: string | undefined;
  customerId?: string | undefined;
  conversationId?: string | undefined;
};

/** Open promises by when they are due, or those of the period with the one that was due last first. */
export async function listPromises(
  tx: Tx,
  filter: PromiseFilter,
): Promise<{ data: CustomerPromise[]; next: string | null }> {
  const { state, limit, conversationId } = filter;
  const customers = filter.customerId === undefined ? undefined : await idsOf(tx, filter.customerId);
  const isUp = state === 'open';
  const key = decodeCursor(filter.cursor, [time, id]);
  const parts: Sql[] = [among(state === 'open' ? { member: filter.member } : filter)];
  parts.push(state === 'open' ? isOpen : outcomes[state]);
  if (customers) parts.push(sql`p.customer_id = any(${customers}::uuid[])`);
  if (conversationId !== undefined) parts.push(sql`p.conversation_id = ${conversationId}`);
  if (key)
    parts.push(sql`(p.due_at, p.id) ${isUp ? sql`>` : sql`<`} (${key[0]}::timestamptz, ${key[1]}::uuid)`);
  const { rows } = await sql<{ json: CustomerPromise; at: string }>`
    select ${promiseJson} as json, rfc3339(p.due_at) as at from promises p
    where ${sql.join(parts, sql` and `)}
    order by ${isUp ? sql`p.due_at, p.id` : sql`p.due_at desc, p.id desc`}
    limit ${limit + 1}`.execute(tx);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ json }) => json),
    next: rows.length > limit && last ? encodeCursor([last.at, last.json.id]) : null,
  };
}

const remindersMax = 100;

/** What a member was warned of and has not seen, the last one first. */
export async function listReminders(tx: Tx, memberId: string): Promise<PromiseReminder[]> {
  const { rows } = await sql<{ json: PromiseReminder }>`
    select json_build_object('id', r.id, 'remindedAt', rfc3339(r.reminded_at), 'promise', ${promiseJson}) as json
    from promise_reminders r join promises p on p.workspace_id = r.workspace_id and p.id = r.promise_id
    where r.member_id = ${memberId} and r.seen_at is null
    order by r.reminded_at desc, r.id desc limit ${remindersMax}`.execute(tx);
  return rows.map(({ json }) => json);
}

/** The warnings among these that are a member's own, and not seen. */
export async function unseenOf(tx: Tx, memberId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from promise_reminders
    where member_id = ${memberId} and seen_at is null and id = any(${ids as string[]}::uuid[])
    order by id`.execute(tx);
  return rows.map((row) => row.id);
}
