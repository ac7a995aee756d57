/** Files that a message brings along which no upload preceded: out of a mail. */
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { type Attachment, mailedFilesMax } from '../../contract/attachments.ts';
import { newId } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import {
  cleanName,
  discard,
  type FileKind,
  type Incoming,
  isKept,
  keep,
  kindOf,
  receive,
} from '../platform/files/index.ts';
import { lockContent } from './store.ts';
import type { TakenUploads } from './use.ts';

type Where = { dataDir: string; workspaceId: string };

/** Files on disk that belong to nothing yet: they are given up by `discardAll`, or carried by a message. */
export type Received = { name: string; incoming: Incoming; kind: FileKind };

/** Puts files on disk, before a transaction begins; empty ones, and those beyond what a message carries, are left out. */
export async function receiveAll(
  dataDir: string,
  files: readonly { name: string; bytes: Buffer }[],
): Promise<Received[]> {
  const received: Received[] = [];
  try {
    for (const { name, bytes } of files) {
      if (bytes.length === 0 || received.length >= mailedFilesMax) continue;
      const incoming = await receive(dataDir, Readable.from([bytes]), bytes.length);
      received.push({ name: cleanName(name), incoming, kind: await kindOf(incoming.part) });
    }
    return received;
  } catch (error) {
    await discardAll(received);
    throw error;
  }
}

/** Takes away what no message carries. What one carries is elsewhere by then. */
export async function discardAll(received: readonly Received[]): Promise<void> {
  for (const { incoming } of received) await discard(incoming);
}

/** Lets a message of this conversation carry the files. */
export async function carry(
  tx: Tx,
  { dataDir, workspaceId }: Where,
  owner: { customerId: string; inboxId: string; conversationId: string },
  received: readonly Received[],
): Promise<TakenUploads | undefined> {
  if (received.length === 0) return undefined;
  const attachments: Attachment[] = [];
  for (const { incoming } of received.toSorted((a, b) => (a.incoming.sha256 < b.incoming.sha256 ? -1 : 1)))
    await lockContent(tx, workspaceId, incoming.sha256);
  for (const { name, incoming, kind } of received) {
    const { isInline, ...shown } = kind;
    const fileId = newId();
    // There already, where the transaction runs again.
    if (!(await isKept(dataDir, workspaceId, incoming.sha256))) await keep(dataDir, workspaceId, incoming);
    await sql`
      insert into attachments (id, customer_id, inbox_id, conversation_id, sha256, name, type, bytes, width, height, is_inline)
      values (${fileId}, ${owner.customerId}, ${owner.inboxId}, ${owner.conversationId}, ${incoming.sha256}, ${name},
        ${kind.type}, ${incoming.bytes}, ${kind.width ?? null}, ${kind.height ?? null}, ${isInline})`.execute(
      tx,
    );
    attachments.push({ fileId, name, bytes: incoming.bytes, ...shown });
  }
  const ids = arrayText(attachments.map(({ fileId }) => fileId));
  return {
    attachments,
    follows: (source) => [
      sql`
        update attachments a set entry_id = e.id, conversation_id = e.conversation_id, customer_id = e.customer_id
        from ${source} where a.workspace_id = e.workspace_id and a.id = any(${ids}::uuid[])`,
    ],
  };
}

/** Which files a message carries that are shown where they stand, by what they hold. */
export async function shownFilesOf(tx: Tx, messageId: string | null): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; sha256: string }>`
    select id, sha256 from attachments where entry_id = ${messageId}::uuid and is_inline`.execute(tx);
  return new Map(rows.map(({ id, sha256 }) => [sha256, id]));
}
