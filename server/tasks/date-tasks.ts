/** Making the task of an important date when it nears: once for each time that it comes, under the date's lock. */
import { sql } from 'kysely';
import { locale } from '../../contract/ids.ts';
import { type By, holdMembers, isMember, readWorkspace } from '../accounts/index.ts';
import { readProfile } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { recordDate } from './date-record.ts';
import { lockDate, taskAfter, within, workspaceZone } from './dates.ts';
import { dateWords } from './locales/dates.ts';
import { dueOf, planOf } from './plan.ts';
import { writeTask } from './task.ts';

const tasksAtOnceMax = 100;

const calendar: By = { actor: { kind: 'system', id: null }, source: 'dates' };

/** The dates whose tasks are to be made now. */
export async function nearDates(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customer_dates where task_at <= ${now.toISOString()}
    order by task_at, id limit ${tasksAtOnceMax}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Makes the task of a date for whoever looks after the customer; for nobody in particular where nobody does. */
export async function makeDateTask(tx: Tx, dateId: string, now: Date): Promise<void> {
  await holdMembers(tx);
  const date = await lockDate(tx, dateId);
  const { rows } = await sql<{ on: string }>`
    select to_char(task_for, 'YYYY-MM-DD') as on from customer_dates
    where id = ${dateId} and task_at <= ${now.toISOString()}`.execute(tx);
  const on = rows[0]?.on;
  if (on === undefined) return;
  const { ownerId } = await readProfile(tx, date.customerId);
  const assigneeId = ownerId !== null && (await isMember(tx, ownerId)) ? ownerId : null;
  const zone = await workspaceZone(tx);
  const next = taskAfter(date, on, zone);
  await recordDate(tx, {
    kind: 'date.neared',
    payload: { dateId, on, next },
    ...within(date.customerId, calendar),
  });
  const words = dateWords[locale.catch('en').parse((await readWorkspace(tx)).locale)];
  const what = date.dateKind === 'other' ? (date.name ?? '') : words(date.dateKind, date.name);
  const plan = planOf(dueOf({ date: on, time: null }, zone), {
    kind: 'before',
    amount: date.remindDays ?? 0,
    unit: 'days',
  });
  await writeTask(
    tx,
    calendar,
    { customerId: date.customerId, conversationId: null, what, assigneeId, dateId },
    plan,
  );
}
