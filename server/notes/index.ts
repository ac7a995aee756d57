/**
 * Notes on customers, outside of conversations. Invariant: what a note said stays in the ledger; the note that is shown is
 * the last of its entries.
 */
export { notesHolding } from './erase.ts';
export { applyToNotes, noteKinds } from './record.ts';
export { noteRoutes } from './routes.ts';
