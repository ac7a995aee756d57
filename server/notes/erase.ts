/** Notes on a person who is erased. */
import { wordsHolding } from '../customers/index.ts';

export const notesHolding = wordsHolding({
  table: 'customer_notes',
  text: 'text',
  kinds: ['note.written', 'note.changed'],
  idField: 'noteId',
});
