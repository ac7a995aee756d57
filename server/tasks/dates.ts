/** What members do with important dates. */
import { sql } from 'kysely';
import type { CustomerDate, DateInput } from '../../contract/dates.ts';
import { Problem } from '../../contract/errors.ts';
import { addDays, dayIn, instantOf, micros, morning } from '../../contract/times.ts';
import { type Marked, nextAfter, nextOn } from '../../contract/yearly.ts';
import { type By, readWorkspace } from '../accounts/index.ts';
import { lockCustomer, readCustomer } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type DateRow, dateRow } from './date-queries.ts';
import { recordDate } from './date-record.ts';
import { knownZone } from './plan.ts';

/** More dates than these nobody keeps of one person. */
const datesMax = 100;

/** Adds a date. */
export async function setDate(
  tx: Tx,
  by: By,
  now: Date,
  customerId: string,
  input: DateInput,
): Promise<CustomerDate> {
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from customer_dates where customer_id = ${id}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= datesMax)
    throw new Problem('conflict', `A customer has at most ${datesMax} dates.`);
  const dateId = newId();
  const zone = await workspaceZone(tx);
  const next = nextTask(input, dayIn(now, zone), zone);
  await recordDate(tx, {
    kind: 'date.set',
    payload: { dateId, customerId: id, ...input, next },
    ...within(id, by),
  });
  return { id: dateId, ...input, nextOn: nextOn(input, dayIn(now, zone)) ?? null };
}

/** Puts a date in place of the one that it was. An occurrence for which a task was made gets no second one. */
export async function changeDate(
  tx: Tx,
  by: By,
  now: Date,
  dateId: string,
  input: DateInput,
): Promise<CustomerDate> {
  const { customerId } = await lockDate(tx, dateId);
  const zone = await workspaceZone(tx);
  const today = dayIn(now, zone);
  let next = nextTask(input, today, zone);
  if (next && (await hasTask(tx, dateId, next.on))) next = nextTask(input, addDays(next.on, 1), zone);
  await recordDate(tx, {
    kind: 'date.changed',
    payload: { dateId, ...input, next },
    ...within(customerId, by),
  });
  return { id: dateId, ...input, nextOn: nextOn(input, today) ?? null };
}

/** Removes a date. */
export async function removeDate(tx: Tx, by: By, dateId: string): Promise<void> {
  const { customerId, dateKind, name } = await lockDate(tx, dateId);
  await recordDate(tx, {
    kind: 'date.removed',
    payload: { dateId, dateKind, name },
    ...within(customerId, by),
  });
}

/** Holds a date until the transaction ends. @throws Problem `not-found`. */
export async function lockDate(tx: Tx, dateId: string): Promise<DateRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('date ' || ${dateId}, 0))`.execute(tx);
  const { rows } = await sql<DateRow>`
    select ${dateRow} from customer_dates d where d.id = ${dateId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such date.');
  return rows[0];
}

/** For which occurrence a task is made next, from a day on, and when: in the morning, so many days before. */
export function nextTask(
  marked: Marked & { remindDays: number | null },
  from: string,
  timeZone: string,
): { on: string; taskAt: string } | null {
  const on = nextOn(marked, from);
  if (on === undefined || marked.remindDays === null) return null;
  return { on, taskAt: micros(instantOf(addDays(on, -marked.remindDays), morning, timeZone)) };
}

/** The same behind an occurrence. */
export function taskAfter(
  marked: Marked & { remindDays: number | null },
  on: string,
  timeZone: string,
): { on: string; taskAt: string } | null {
  return nextAfter(marked, on) === undefined ? null : nextTask(marked, addDays(on, 1), timeZone);
}

/** The calendar by which dates come. */
export async function workspaceZone(tx: Tx): Promise<string> {
  return knownZone((await readWorkspace(tx)).timeZone);
}

async function hasTask(tx: Tx, dateId: string, on: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from tasks where date_id = ${dateId} and due ->> 'date' = ${on} limit 1`.execute(tx);
  return rows.length > 0;
}

/** The part of an entry that is the same for all that happens to a date. */
export function within(customerId: string, by: By) {
  return { actor: by.actor, direction: 'internal' as const, source: { name: by.source }, customerId };
}
