/** Files of messages that are sent later: put aside for one of them, taken along by it, or given back. */
import { sql } from 'kysely';
import type { Attachment, Upload } from '../../contract/attachments.ts';
import { randomToken, sha256 } from '../platform/crypto/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { attachmentJson, type Owner, type TakenUploads, takeUploads } from './use.ts';

const uploadBytes = 32;

/** Puts uploads aside for a message that is sent later. @throws Problem `expired`, as for one that is sent at once. */
export async function putAside(
  tx: Tx,
  owner: Owner,
  uploadIds: readonly string[] | undefined,
  scheduledId: string,
): Promise<Attachment[]> {
  const uploads = await takeUploads(tx, owner, uploadIds);
  if (!uploads) return [];
  const ids = arrayText(uploads.attachments.map(({ fileId }) => fileId));
  await sql`
    update attachments set scheduled_id = ${scheduledId} where id = any(${ids}::uuid[])`.execute(tx);
  return uploads.attachments;
}

/** The files that were put aside for a message, for it to take along now. */
export function takeAside(scheduledId: string, attachments: readonly Attachment[]): TakenUploads | undefined {
  if (attachments.length === 0) return undefined;
  return {
    attachments: [...attachments],
    follows: (source) => [
      sql`
        update attachments a
        set entry_id = e.id, conversation_id = e.conversation_id, customer_id = e.customer_id,
          is_note = e.kind = 'note.added', scheduled_id = null
        from ${source} where a.workspace_id = e.workspace_id and a.scheduled_id = ${scheduledId}::uuid`,
    ],
  };
}

/**
 * Gives the files of a message that was taken back free for a day, in their order, by new ids: those that they were
 * uploaded by are known to nobody any more. The caller tells them to whoever uploaded them and to nobody else.
 */
export async function unusedAgain(
  tx: Tx,
  scheduledId: string,
  attachments: readonly Attachment[],
): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const { fileId } of attachments) {
    const uploadId = `up_${randomToken(uploadBytes)}`;
    const { rows } = await sql<{ json: Attachment }>`
      update attachments a
      set scheduled_id = null, upload_hash = ${sha256(uploadId)}, created_at = clock_timestamp()
      where a.id = ${fileId} and a.scheduled_id = ${scheduledId} returning ${attachmentJson} as json`.execute(
      tx,
    );
    const [row] = rows;
    if (!row) continue;
    const { fileId: _, ...shown } = row.json;
    uploads.push({ ...shown, uploadId });
  }
  return uploads;
}
