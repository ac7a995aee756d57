/** The journal of mails. A mail is on disk, under its hash, before it stands here; the same one comes to an inbox once. */
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import { type MailRecord, mailBytesMax } from '../../../contract/mail.ts';
import { newId } from '../../ledger/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import {
  discard,
  filePath,
  type Incoming,
  isKept,
  keep,
  openFile,
  receive,
  remove,
} from '../../platform/files/index.ts';

/** Who brought a mail, as far as a server said. */
export type Envelope = { ip?: string; helo?: string; mailFrom?: string; recipients?: string[] };
export type Raw = { sha256: string; bytes: number };

/** The folder of a workspace's mails. */
export const folderOf = (workspaceId: string) => `mail-${workspaceId}`;

/** Puts a mail on disk, whole, before anybody hears of it. @throws Problem `too-large`, `unavailable`. */
export async function keepRaw(
  dataDir: string,
  workspaceId: string,
  input: AsyncIterable<Buffer>,
  bytesMax: number = mailBytesMax,
): Promise<Raw> {
  const incoming: Incoming = await receive(dataDir, input, bytesMax);
  try {
    await keep(dataDir, folderOf(workspaceId), incoming);
  } finally {
    await discard(incoming);
  }
  return { sha256: incoming.sha256, bytes: incoming.bytes };
}

/** Where the bytes of a mail lie. */
export function rawPath(dataDir: string, workspaceId: string, sha256: string): string {
  return filePath(dataDir, folderOf(workspaceId), sha256);
}

/** The bytes of a mail as they came. @throws Problem `not-found` where they are gone. */
export async function openRaw(dataDir: string, workspaceId: string, sha256: string): Promise<Readable> {
  const file = await openFile(dataDir, folderOf(workspaceId), sha256);
  if (!file) throw new Problem('not-found', 'The original of this mail is not there any more.');
  return file;
}

/** Whether the bytes of a mail are there. */
export function hasRaw(dataDir: string, workspaceId: string, sha256: string): Promise<boolean> {
  return isKept(dataDir, folderOf(workspaceId), sha256);
}

/** Takes the bytes of a mail away, for good. */
export function removeRaw(dataDir: string, workspaceId: string, sha256: string): Promise<void> {
  return remove(dataDir, folderOf(workspaceId), sha256);
}

/** Journals a mail of an inbox; one that came before is answered as it stands. */
export async function recordMail(
  tx: Tx,
  inboxId: string,
  { sha256, bytes }: Raw,
  cameBy: MailRecord['cameBy'],
  envelope: Envelope | null = null,
): Promise<{ mailId: string; isNew: boolean }> {
  const id = newId();
  const { rows } = await sql<{ id: string }>`
    insert into mails (id, inbox_id, sha256, bytes, came_by, envelope)
    values (${id}, ${inboxId}, ${sha256}, ${bytes}, ${cameBy}, ${envelope === null ? null : JSON.stringify(envelope)}::jsonb)
    on conflict (workspace_id, inbox_id, sha256) do nothing returning id`.execute(tx);
  if (rows[0]) return { mailId: rows[0].id, isNew: true };
  const known = await sql<{ id: string }>`
    select id from mails where inbox_id = ${inboxId} and sha256 = ${sha256}`.execute(tx);
  if (!known.rows[0]) throw new Error('A mail that is there is found.');
  return { mailId: known.rows[0].id, isNew: false };
}

/** The mail `m` as the API tells it. */
export const mailJson = sql<MailRecord>`json_build_object('id', m.id, 'inboxId', m.inbox_id, 'cameBy', m.came_by,
  'bytes', m.bytes, 'arrivedAt', rfc3339(m.arrived_at), 'state', m.state, 'outcome', m.outcome, 'reason', m.reason,
  'from', m.sender, 'subject', m.subject, 'conversationId', m.conversation_id, 'messageId', m.entry_id)`;

/** @throws Problem `not-found`. */
export async function readMail(tx: Tx, mailId: string): Promise<MailRecord> {
  const { rows } = await sql<{
    json: MailRecord;
  }>`select ${mailJson} as json from mails m where m.id = ${mailId}`.execute(tx);
  if (!rows[0]) throw noSuchMail();
  return rows[0].json;
}

export type StoredMail = {
  id: string;
  inboxId: string;
  sha256: string;
  state: MailRecord['state'];
  envelope: Envelope | null;
  cameBy: MailRecord['cameBy'];
  attempts: number;
  conversationId: string | null;
  entryId: string | null;
};

/** A mail as those need it who read it. @throws Problem `not-found`. */
export async function findMail(tx: Tx, mailId: string, isLocked = false): Promise<StoredMail> {
  const { rows } = await sql<StoredMail>`
    select id, inbox_id as "inboxId", sha256, state, envelope, came_by as "cameBy", attempts,
      conversation_id as "conversationId", entry_id as "entryId"
    from mails where id = ${mailId} ${isLocked ? sql`for update` : sql``}`.execute(tx);
  if (!rows[0]) throw noSuchMail();
  return rows[0];
}

function noSuchMail(): Problem {
  return new Problem('not-found', 'There is no such mail.');
}
