/** Attachments in the database. */
import { sql } from 'kysely';
import type { Attachment } from '../../contract/attachments.ts';
import { Problem } from '../../contract/errors.ts';
import type { Tx } from '../platform/db/index.ts';

/** A file that a message carries. */
export type Stored = Attachment & {
  sha256: string;
  isInline: boolean;
  conversationId: string;
  /** The message that carries it. */
  messageId: string;
  isNote: boolean;
};

/** A file of a message, also of one that is sent later: that is the team's until then, like a note's. @throws Problem `not-found`, also for one that is in no message yet. */
export async function findAttachment(tx: Tx, id: string): Promise<Stored> {
  const { rows } = await sql<{ json: Stored }>`
    select json_build_object('fileId', id, 'name', name, 'type', type, 'bytes', bytes, 'sha256', sha256,
      'isInline', is_inline, 'conversationId', conversation_id, 'messageId', entry_id,
      'isNote', is_note or entry_id is null) as json
    from attachments where id = ${id} and (entry_id is not null or scheduled_id is not null)`.execute(tx);
  if (!rows[0]) throw noSuchFile();
  return rows[0].json;
}

/** The refusal for an id that is no file here. */
export function noSuchFile(): Problem {
  return new Problem('not-found', 'There is no such file.');
}

/** Holds what happens to one content in a workspace until the transaction ends: it comes, or goes. */
export async function lockContent(tx: Tx, workspaceId: string, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('file ' || ${workspaceId} || ' ' || ${sha256}, 0))`.execute(
    tx,
  );
}
