/** Important dates as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change important dates. */
export const dateKinds = [
  'date.set',
  'date.changed',
  'date.removed',
  'date.neared',
] as const satisfies readonly EntryKind[];
type DateKind = (typeof dateKinds)[number];

/** Appends an entry about a date and changes the date accordingly. The caller holds it (`lockDate`). */
export async function recordDate<K extends DateKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToDates(tx, appended.entry as Entry<DateKind>);
}

/** What an entry means to the table of dates. */
export async function applyToDates(tx: Tx, entry: Entry<DateKind>): Promise<void> {
  await statementOf(entry).execute(tx);
}

function statementOf(entry: Entry<DateKind>): RawBuilder<unknown> {
  switch (entry.kind) {
    case 'date.set': {
      const { dateId, customerId, dateKind, name, month, day, year, yearly, remindDays, next } =
        entry.payload;
      return sql`
        insert into customer_dates (id, customer_id, date_kind, name, month, day, year, yearly, remind_days, task_for, task_at)
        values (${dateId}, ${customerId}, ${dateKind}, ${name}, ${month}, ${day}, ${year}, ${yearly}, ${remindDays},
          ${next?.on ?? null}, ${next?.taskAt ?? null})`;
    }
    case 'date.changed': {
      const { dateId, dateKind, name, month, day, year, yearly, remindDays, next } = entry.payload;
      return sql`
        update customer_dates
        set date_kind = ${dateKind}, name = ${name}, month = ${month}, day = ${day}, year = ${year}, yearly = ${yearly},
          remind_days = ${remindDays}, task_for = ${next?.on ?? null}, task_at = ${next?.taskAt ?? null}
        where id = ${dateId}`;
    }
    case 'date.removed':
      return sql`delete from customer_dates where id = ${entry.payload.dateId}`;
    case 'date.neared': {
      const { dateId, next } = entry.payload;
      return sql`
        update customer_dates set task_for = ${next?.on ?? null}, task_at = ${next?.taskAt ?? null}
        where id = ${dateId}`;
    }
  }
}
