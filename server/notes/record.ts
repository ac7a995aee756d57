/** Notes on customers as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change notes on customers. */
export const noteKinds = [
  'note.written',
  'note.changed',
  'note.pinned',
  'note.deleted',
] as const satisfies readonly EntryKind[];
type NoteKind = (typeof noteKinds)[number];

/** Appends an entry about a note and changes the note accordingly. The caller holds it (`lockNote`). */
export async function record<K extends NoteKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToNotes(tx, appended.entry as Entry<NoteKind>);
}

/** What an entry means to the table of notes. */
export async function applyToNotes(tx: Tx, entry: Entry<NoteKind>): Promise<void> {
  await statementOf(entry).execute(tx);
}

function statementOf(entry: Entry<NoteKind>): RawBuilder<unknown> {
  const actor = JSON.stringify(entry.actor);
  switch (entry.kind) {
    case 'note.written': {
      const { noteId, customerId, text } = entry.payload;
      return sql`
        insert into customer_notes (id, customer_id, text, pinned, written_at, written_by)
        values (${noteId}, ${customerId}, ${text}, false, ${entry.occurredAt}, ${actor}::jsonb)`;
    }
    case 'note.changed':
      return sql`
        update customer_notes
        set text = ${entry.payload.text}, changed_at = ${entry.occurredAt}, changed_by = ${actor}::jsonb
        where id = ${entry.payload.noteId}`;
    case 'note.pinned':
      return sql`update customer_notes set pinned = ${entry.payload.pinned} where id = ${entry.payload.noteId}`;
    case 'note.deleted':
      return sql`delete from customer_notes where id = ${entry.payload.noteId}`;
  }
}
