/** What members do with notes on customers. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type CustomerNote, notesMax } from '../../contract/notes.ts';
import { type By, by, type MemberCaller } from '../accounts/index.ts';
import { idsOf, lockCustomer, readCustomer } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { record } from './record.ts';

const noteJson = sql<CustomerNote>`json_build_object('id', n.id, 'text', n.text, 'pinned', n.pinned,
  'writtenAt', rfc3339(n.written_at), 'writtenBy', n.written_by, 'changedAt', rfc3339(n.changed_at),
  'changedBy', n.changed_by)`;

/** The notes on a customer, pinned ones first, then the newest. */
export async function listNotes(tx: Tx, customerId: string): Promise<CustomerNote[]> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql<{ json: CustomerNote }>`
    select ${noteJson} as json from customer_notes n where n.customer_id = any(${await idsOf(tx, id)}::uuid[])
    order by n.pinned desc, n.written_at desc, n.id desc limit ${notesMax}`.execute(tx);
  return rows.map(({ json }) => json);
}

/** Writes a note. @throws Problem `conflict` when there are too many to read. */
export async function writeNote(tx: Tx, who: By, customerId: string, text: string): Promise<CustomerNote> {
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from customer_notes where customer_id = ${id}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= notesMax) {
    throw new Problem(
      'conflict',
      `A customer has at most ${notesMax} notes. Delete some that are of no use.`,
    );
  }
  const noteId = newId();
  await record(tx, { kind: 'note.written', payload: { noteId, customerId: id, text }, ...within(id, who) });
  return readNote(tx, noteId);
}

/** Changes the text, or pins it; what is the same already is not written down. */
export async function changeNote(
  tx: Tx,
  who: By,
  noteId: string,
  changes: { text?: string | undefined; pinned?: boolean | undefined },
): Promise<CustomerNote> {
  const { customerId, ...note } = await lockNote(tx, noteId);
  const { text, pinned } = changes;
  if (text !== undefined && text !== note.text) {
    await record(tx, { kind: 'note.changed', payload: { noteId, text }, ...within(customerId, who) });
  }
  if (pinned !== undefined && pinned !== note.pinned) {
    await record(tx, { kind: 'note.pinned', payload: { noteId, pinned }, ...within(customerId, who) });
  }
  return readNote(tx, noteId);
}

/** Deletes a note. @throws Problem `not-allowed` for somebody else's, without the permission. */
export async function deleteNote(tx: Tx, who: MemberCaller, noteId: string): Promise<void> {
  const { customerId, writtenBy } = await lockNote(tx, noteId);
  if (writtenBy.id !== who.memberId && !who.permissions.has('notes:manage')) {
    throw new Problem('not-allowed', 'Whoever wrote this note, an owner or an admin can delete it.');
  }
  await record(tx, { kind: 'note.deleted', payload: { noteId }, ...within(customerId, by(who)) });
}

async function readNote(tx: Tx, noteId: string): Promise<CustomerNote> {
  const { rows } = await sql<{ json: CustomerNote }>`
    select ${noteJson} as json from customer_notes n where n.id = ${noteId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such note.');
  return rows[0].json;
}

async function lockNote(tx: Tx, noteId: string): Promise<CustomerNote & { customerId: string }> {
  await sql`select pg_advisory_xact_lock(hashtextextended('note ' || ${noteId}, 0))`.execute(tx);
  const note = await readNote(tx, noteId);
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customer_notes where id = ${noteId}`.execute(tx);
  return { ...note, customerId: rows[0]?.id ?? '' };
}

function within(customerId: string, who: By) {
  return { actor: who.actor, direction: 'internal' as const, source: { name: who.source }, customerId };
}
