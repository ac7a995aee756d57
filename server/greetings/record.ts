/** Showings of greetings as a read model of their entries. */
import { sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import { runAll, type Tx } from '../platform/db/index.ts';

/** Kinds that change showings. */
export const showingKinds = [
  'greeting.shown',
  'greeting.opened',
  'greeting.dismissed',
  'greeting.answered',
  'greeting.removed',
] as const satisfies readonly EntryKind[];
type ShowingKind = (typeof showingKinds)[number];

/** Appends an entry and changes the showing accordingly. */
export async function record<K extends ShowingKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToShowings(tx, appended.entry as Entry<ShowingKind>);
}

/** What an entry means to the table of showings. */
export async function applyToShowings(tx: Tx, entry: Entry<ShowingKind>): Promise<void> {
  await runAll(tx, [statementOf(entry)]);
}

function statementOf(entry: Entry<ShowingKind>) {
  const { occurredAt: at } = entry;
  switch (entry.kind) {
    case 'greeting.shown': {
      const { showingId, greetingId, customerId, text } = entry.payload;
      return sql`
        insert into greeting_showings (id, greeting_id, customer_id, shown_text, shown_at)
        values (${showingId}, ${greetingId}, ${customerId}, ${text}, ${at})`;
    }
    case 'greeting.opened':
      return sql`update greeting_showings set opened_at = ${at} where id = ${entry.payload.showingId}`;
    case 'greeting.dismissed':
      return sql`update greeting_showings set dismissed_at = ${at} where id = ${entry.payload.showingId}`;
    case 'greeting.answered':
      return sql`
        update greeting_showings set answered_at = ${at}, conversation_id = ${entry.payload.conversationId}
        where id = ${entry.payload.showingId}`;
    case 'greeting.removed':
      return sql`delete from greeting_showings where greeting_id = ${entry.payload.greetingId}`;
  }
}
