/** Needs and expectations as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Kinds that change needs. */
export const needKinds = [
  'need.stated',
  'need.changed',
  'need.met',
  'need.reopened',
  'need.removed',
] as const satisfies readonly EntryKind[];
type NeedKind = (typeof needKinds)[number];

/** Appends an entry about a need and changes the need accordingly. The caller holds it (`lockNeed`). */
export async function record<K extends NeedKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToNeeds(tx, appended.entry as Entry<NeedKind>);
}

/** What an entry means to the table of needs. */
export async function applyToNeeds(tx: Tx, entry: Entry<NeedKind>): Promise<void> {
  await statementOf(entry).execute(tx);
}

function statementOf(entry: Entry<NeedKind>): RawBuilder<unknown> {
  const { needId } = entry.payload;
  const actor = JSON.stringify(entry.actor);
  switch (entry.kind) {
    case 'need.stated': {
      const { customerId, needKind, text, evidence } = entry.payload;
      return sql`
        insert into customer_needs (id, customer_id, need_kind, text, evidence, stated_at, stated_by)
        values (${needId}, ${customerId}, ${needKind}, ${text}, ${arrayText(evidence)}::uuid[], ${entry.occurredAt},
          ${actor}::jsonb)`;
    }
    case 'need.changed': {
      const { needKind, text, evidence } = entry.payload;
      return sql`
        update customer_needs
        set need_kind = ${needKind}, text = ${text}, evidence = ${arrayText(evidence)}::uuid[]
        where id = ${needId}`;
    }
    case 'need.met':
      return sql`
        update customer_needs set met_at = ${entry.occurredAt}, met_by = ${actor}::jsonb where id = ${needId}`;
    case 'need.reopened':
      return sql`update customer_needs set met_at = null, met_by = null where id = ${needId}`;
    case 'need.removed':
      return sql`delete from customer_needs where id = ${needId}`;
  }
}
