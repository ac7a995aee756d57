/** Promises and their warnings as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import { runAll, type Tx } from '../platform/db/index.ts';

/** Kinds that change promises. */
export const promiseKinds = [
  'promise.made',
  'promise.changed',
  'promise.kept',
  'promise.broken',
  'promise.withdrawn',
  'promise.warned',
  'promise.reminder_seen',
] as const satisfies readonly EntryKind[];
type PromiseKind = (typeof promiseKinds)[number];
type Sql = RawBuilder<unknown>;

/** Appends an entry about a promise and changes the promise accordingly. The caller holds it (`lockPromise`). */
export async function record<K extends PromiseKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToPromises(tx, appended.entry as Entry<PromiseKind>);
}

/** What an entry means to the tables of promises. */
export async function applyToPromises(tx: Tx, entry: Entry<PromiseKind>): Promise<void> {
  await runAll(tx, statementsOf(entry));
}

function statementsOf(entry: Entry<PromiseKind>): Sql[] {
  const { occurredAt: at } = entry;
  switch (entry.kind) {
    case 'promise.made':
      return [make(entry)];
    case 'promise.changed':
      return change(entry);
    case 'promise.kept':
      return [set(entry.payload.promiseId, sql`kept_at = ${at}`), seeAll(entry.payload.promiseId, at)];
    case 'promise.broken':
      return [set(entry.payload.promiseId, sql`broken_at = ${at}`)];
    case 'promise.withdrawn':
      return [set(entry.payload.promiseId, sql`withdrawn_at = ${at}`), seeAll(entry.payload.promiseId, at)];
    case 'promise.warned': {
      const { promiseId, reminderId, memberId } = entry.payload;
      return [
        set(promiseId, sql`warned = true`),
        sql`
          insert into promise_reminders (id, promise_id, member_id, reminded_at)
          values (${reminderId}, ${promiseId}, ${memberId}, ${at})`,
      ];
    }
    case 'promise.reminder_seen': {
      const { memberId, reminderIds } = entry.payload;
      return [see(sql`id = any(${reminderIds}::uuid[]) and member_id = ${memberId}`, at)];
    }
  }
}

function make(entry: Entry<'promise.made'>): Sql {
  const { promiseId, customerId, conversationId, what, memberId, due, warnAt } = entry.payload;
  return sql`
    insert into promises (id, customer_id, conversation_id, what, member_id, due, due_at, public, warn_at, made_at, made_by)
    values (${promiseId}, ${customerId}, ${conversationId}, ${what}, ${memberId}, ${JSON.stringify(due)}::jsonb, ${due.at},
      ${entry.payload.public}, ${warnAt}, ${entry.occurredAt}, ${JSON.stringify(entry.actor)}::jsonb)`;
}

/** Whoever a promise goes to is warned anew, and so is of one that was moved; nobody of what no longer holds. */
function change(entry: Entry<'promise.changed'>): Sql[] {
  const { promiseId, what, changes } = entry.payload;
  const parts = [sql`what = ${what}`];
  if (changes.memberId !== undefined) parts.push(sql`member_id = ${changes.memberId}`);
  if (changes.due !== undefined) {
    const { due } = changes;
    parts.push(sql`due = ${JSON.stringify(due)}::jsonb`, sql`due_at = ${due.at}`, sql`moves = moves + 1`);
  }
  if (changes.warnAt !== undefined) parts.push(sql`warn_at = ${changes.warnAt}`);
  const isAnew = changes.memberId !== undefined || changes.due !== undefined;
  if (isAnew) parts.push(sql`warned = false`);
  const update = set(promiseId, sql.join(parts));
  return isAnew ? [update, seeAll(promiseId, entry.occurredAt)] : [update];
}

const set = (promiseId: string, parts: Sql): Sql => sql`update promises set ${parts} where id = ${promiseId}`;
const seeAll = (promiseId: string, at: string): Sql =>
  see(sql`promise_id = ${promiseId} and seen_at is null`, at);

/** Seen once, however often it is said: the earliest counts, in whatever order. */
function see(which: Sql, at: string): Sql {
  return sql`update promise_reminders set seen_at = least(seen_at, ${at}::timestamptz) where ${which}`;
}
