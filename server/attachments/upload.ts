/** Taking a file: its bytes as they come, what they are, and the row by which a message can take it along. */
import { sql } from 'kysely';
import type { Upload } from '../../contract/attachments.ts';
import { Problem } from '../../contract/errors.ts';
import { newId } from '../ledger/index.ts';
import { randomToken, sha256 as sha256Of } from '../platform/crypto/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import {
  cleanName,
  discard,
  type FileKind,
  type Incoming,
  keep,
  kindOf,
  receive,
} from '../platform/files/index.ts';
import { lockContent } from './store.ts';

export type FileDeps = { dataDir: string; fileBytesMax: number };

/** Who uploads, and for what: a member for a conversation, a visitor for the thread of an inbox. */
export type Uploader = {
  customerId: string;
  memberId?: string;
  inboxId?: string;
  conversationId?: string;
};
type Input = { name: string; lengthGiven: number | undefined; body: AsyncIterable<Buffer> };

const uploadBytes = 32;
/** So many files may wait for their message: nobody writes with more at hand. */
const unusedMax = 50;

/**
 * Takes a file whole, or nothing of it. `uploaderOf` says for whom it is, once more when the bytes are there: an upload
 * takes long, and whoever sends may have been signed out meanwhile.
 */
export async function takeFile(
  db: Db,
  { dataDir, fileBytesMax }: FileDeps,
  workspaceId: string,
  uploaderOf: (tx: Tx) => Promise<Uploader>,
  { name, lengthGiven, body }: Input,
): Promise<Upload> {
  await inWorkspace(db, workspaceId, async (tx) => refuseHoard(tx, await uploaderOf(tx)));
  // Said at once, before the bytes travel.
  if (lengthGiven !== undefined && lengthGiven > fileBytesMax) throw tooLarge(fileBytesMax);
  const incoming = await receive(dataDir, body, fileBytesMax);
  try {
    const kind = await kindOf(incoming.part);
    const uploadId = `up_${randomToken(uploadBytes)}`;
    const file = { uploadId, name: cleanName(name), incoming, kind };
    await inWorkspace(db, workspaceId, async (tx) => {
      const uploader = await uploaderOf(tx);
      await lockContent(tx, workspaceId, incoming.sha256);
      await keep(dataDir, workspaceId, incoming);
      await insert(tx, uploader, file);
    });
    const { isInline: _, ...shown } = kind;
    return { uploadId, name: file.name, bytes: incoming.bytes, ...shown };
  } finally {
    await discard(incoming);
  }
}

function tooLarge(bytesMax: number): Problem {
  return new Problem('too-large', `A file may have ${Math.floor(bytesMax / 2 ** 20)} MB.`);
}

async function refuseHoard(tx: Tx, { customerId, memberId }: Uploader): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from attachments
    where customer_id = ${customerId} and member_id is not distinct from ${memberId ?? null}::uuid
      and entry_id is null and scheduled_id is null`.execute(tx);
  if ((rows[0]?.count ?? 0) < unusedMax) return;
  throw new Problem('too-many-requests', 'Many files wait for a message already. Send one first.', {
    retryAfterSeconds: 3_600,
  });
}

async function insert(
  tx: Tx,
  uploader: Uploader,
  file: { uploadId: string; name: string; incoming: Incoming; kind: FileKind },
): Promise<void> {
  const { customerId, memberId = null, inboxId = null, conversationId = null } = uploader;
  const { incoming, kind } = file;
  await sql`
    insert into attachments (id, upload_hash, customer_id, member_id, inbox_id, conversation_id, sha256, name, type,
      bytes, width, height, is_inline)
    values (${newId()}, ${sha256Of(file.uploadId)}, ${customerId}, ${memberId}, ${inboxId}, ${conversationId},
      ${incoming.sha256}, ${file.name}, ${kind.type}, ${incoming.bytes}, ${kind.width ?? null}, ${kind.height ?? null},
      ${kind.isInline})`.execute(tx);
}
