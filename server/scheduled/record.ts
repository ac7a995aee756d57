/** Messages that are sent later as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change them. */
export const scheduledKinds = [
  'message.scheduled',
  'message.rescheduled',
  'message.redrafted',
  'message.held',
  'message.unscheduled',
] as const satisfies readonly EntryKind[];
type ScheduledKind = (typeof scheduledKinds)[number];

/** Appends an entry about a scheduled message and changes it accordingly. The caller holds it (`lockScheduled`). */
export async function record<K extends ScheduledKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToScheduled(tx, appended.entry as Entry<ScheduledKind>);
}

/** What an entry means to the table. */
export async function applyToScheduled(tx: Tx, entry: Entry<ScheduledKind>): Promise<void> {
  await statementOf(entry).execute(tx);
}

function statementOf(entry: Entry<ScheduledKind>): RawBuilder<unknown> {
  const { scheduledId } = entry.payload;
  switch (entry.kind) {
    case 'message.scheduled':
      return schedule(entry);
    case 'message.rescheduled': {
      const { said, sendAt, unlessCustomerWrites } = entry.payload;
      // Whoever gives it a time has seen what was said, and wants it sent.
      return sql`
        update scheduled_messages
        set said = ${json(said)}::jsonb, send_at = ${sendAt}, unless_customer_writes = ${unlessCustomerWrites},
          undo = false, held = null, since = ${entry.occurredAt}
        where id = ${scheduledId}`;
    }
    case 'message.redrafted': {
      const { text, rich = [] } = entry.payload;
      return sql`
        update scheduled_messages
        set text = ${text}, rich = ${json(rich)}::jsonb, revision = revision + 1, changed_by = ${entry.actor.id}
        where id = ${scheduledId}`;
    }
    case 'message.held':
      return sql`update scheduled_messages set held = ${entry.payload.reason} where id = ${scheduledId}`;
    case 'message.unscheduled':
      return sql`delete from scheduled_messages where id = ${scheduledId}`;
  }
}

function schedule({ payload, occurredAt }: Entry<'message.scheduled'>): RawBuilder<unknown> {
  const { rich = [], attachments = [], mentions = [], actions = [] } = payload;
  return sql`
    insert into scheduled_messages (id, customer_id, conversation_id, member_id, note, text, rich, files, mentions, actions,
      said, send_at, unless_customer_writes, undo, since, held, scheduled_at)
    values (${payload.scheduledId}, ${payload.customerId}, ${payload.conversationId}, ${payload.memberId}, ${payload.note},
      ${payload.text}, ${json(rich)}::jsonb, ${json(attachments)}::jsonb, ${json(mentions)}::jsonb, ${json(actions)}::jsonb,
      ${json(payload.said)}::jsonb, ${payload.sendAt}, ${payload.unlessCustomerWrites}, ${payload.undo}, ${occurredAt},
      ${payload.draft ? 'draft' : null}, ${occurredAt})`;
}

/** SQL's null for nothing. */
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
