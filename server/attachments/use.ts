/** A message takes uploads along: once, by the one who uploaded them, where they were meant to go. */
import { type RawBuilder, sql } from 'kysely';
import { type Attachment, attachmentsMax } from '../../contract/attachments.ts';
import { Problem } from '../../contract/errors.ts';
import type { Follows } from '../ledger/index.ts';
import { sha256 } from '../platform/crypto/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** By whom the uploads must have come: a member for this conversation, or the visitor of a session. */
export type Owner =
  | { memberId: string; conversationId: string }
  /** `messageKey`: the id that the widget gave the message, by which a repeated one is known. */
  | { customerId: string; inboxId: string; messageKey: string };

/** What the message says of its files, and the statements that note that they are used. */
export type TakenUploads = { attachments: Attachment[]; follows: Follows };

/** The file `a` as a message tells of it. */
export const attachmentJson = sql<Attachment>`json_strip_nulls(json_build_object('fileId', a.id, 'name', a.name,
  'type', a.type, 'bytes', a.bytes, 'width', a.width, 'height', a.height))`;

/**
 * Finds uploads by their ids, and holds them until the transaction ends. The caller holds the conversation already.
 * @throws Problem `expired` for one that is unknown, used, swept or somebody else's: which of them, nobody is told.
 */
export async function takeUploads(
  tx: Tx,
  owner: Owner,
  uploadIds: readonly string[] | undefined,
): Promise<TakenUploads | undefined> {
  if (uploadIds === undefined || uploadIds.length === 0) return undefined;
  const wanted = [...new Set(uploadIds)];
  if (wanted.length > attachmentsMax) throw new Problem('invalid-input', 'This is too many files.');
  const hashes = wanted.map((id) => sha256(id).toString('hex'));
  const { rows } = await sql<{ json: Attachment; hash: string }>`
    select ${attachmentJson} as json, encode(a.upload_hash, 'hex') as hash
    from attachments a
    where a.upload_hash = any(${arrayText(hashes.map((hash) => `\\x${hash}`))}::bytea[]) and ${isOf(owner)}
    order by a.id for update`.execute(tx);
  if (rows.length < wanted.length) {
    throw new Problem('expired', 'A file of this message is not there any more. Attach it again.');
  }
  const attachments = hashes.flatMap((hash) => rows.find((row) => row.hash === hash)?.json ?? []);
  const ids = arrayText(attachments.map(({ fileId }) => fileId));
  const key = 'messageKey' in owner ? keyOf(owner) : null;
  return {
    attachments,
    follows: (source) => [
      sql`
        update attachments a
        set entry_id = e.id, conversation_id = e.conversation_id, customer_id = e.customer_id,
          is_note = e.kind = 'note.added', message_key = ${key}
        from ${source} where a.workspace_id = e.workspace_id and a.id = any(${ids}::uuid[])`,
    ],
  };
}

/** It is neither in a message nor waits for one. */
const isUnused = sql`a.entry_id is null and a.scheduled_id is null`;

function isOf(owner: Owner): RawBuilder<unknown> {
  if ('memberId' in owner)
    return sql`a.member_id = ${owner.memberId} and a.conversation_id = ${owner.conversationId} and ${isUnused}`;
  const { customerId, inboxId, messageKey } = owner;
  // A visitor's message that comes again names what it has used itself: it is answered with what was recorded first.
  return sql`a.member_id is null and a.inbox_id = ${inboxId}
    and ((${isUnused} and a.customer_id = ${customerId}) or a.message_key = ${keyOf({ customerId, messageKey })})`;
}

function keyOf({ customerId, messageKey }: { customerId: string; messageKey: string }): string {
  return `${customerId} ${messageKey}`;
}
