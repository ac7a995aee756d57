/** All that a reply's mail is made of, read when it is sent. */
import { sql } from 'kysely';
import type { Actor } from '../../../../contract/actors.ts';
import type { Attachment } from '../../../../contract/attachments.ts';
import type { MailHead } from '../../../../contract/mail.ts';
import type { Rich } from '../../../../contract/rich-text.ts';
import { memberNames } from '../../../accounts/index.ts';
import { findAttachment } from '../../../attachments/index.ts';
import { homesOf } from '../../../conversations/index.ts';
import { isErased } from '../../../customers/index.ts';
import { entriesById, entryIn } from '../../../ledger/index.ts';
import { inWorkspace, type Tx } from '../../../platform/db/index.ts';
import { openFile } from '../../../platform/files/index.ts';
import type { EmailDeps } from '../deps.ts';
import { passwordOf, readMailbox } from '../inboxes.ts';
import { tokenFor } from '../token.ts';
import type { Draft } from './compose.ts';
import type { SendingServer } from './deliver.ts';
import type { Sending } from './sending.ts';
import { writtenAt as writtenAtText } from './written-at.ts';

/** Most servers take mails of 25 MB, in which files are a third larger. */
const filesBytesMax = 18 * 2 ** 20;

type Said = { text: string; rich?: Rich | undefined; attachments?: Attachment[] | undefined };

/** The draft and the server that it goes out by; or why it cannot. */
export async function readDraft(
  deps: EmailDeps,
  workspaceId: string,
  sending: Sending,
): Promise<{ draft: Draft; server: SendingServer } | { refused: string }> {
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work);
  const known = await inHere((tx) => readKnown(tx, deps, sending));
  if ('refused' in known) return known;
  const { said, server, ...draft } = known;
  const files = await filesOf(deps, workspaceId, said.attachments ?? []);
  if (files === undefined)
    return { refused: 'Its files are larger than mail servers take. Send them by a link instead.' };
  const recipient = sending.recipients.to[0] ?? '';
  const token = tokenFor(deps.tokenKey, { workspaceId, conversationId: sending.conversationId, recipient });
  const { recipients, messageId } = sending;
  return {
    server,
    draft: { ...draft, recipients, messageId, token, files, text: said.text, rich: said.rich },
  };
}

type Known = Pick<
  Draft,
  'settings' | 'author' | 'subject' | 'isFirst' | 'thread' | 'answered' | 'fixedSubject'
> & {
  said: Said;
  server: SendingServer;
};

async function readKnown(tx: Tx, deps: EmailDeps, sending: Sending): Promise<Known | { refused: string }> {
  if (await isErased(tx, sending.customerId))
    return { refused: 'What was said with this person was erased.' };
  const [entry] = await entriesById(tx, [sending.entryId]);
  if (entry?.kind !== 'message.sent') return { refused: 'The message is not there any more.' };
  const { settings } = await readMailbox(tx, sending.inboxId);
  const password = await passwordOf(tx, deps, sending.inboxId);
  if (settings.sending === null || password === undefined)
    return {
      refused: 'This inbox has no server to send with. Name one in its settings, then send it again.',
    };
  const answered = await answeredBefore(tx, sending);
  return {
    settings,
    author: await authorOf(tx, entry.actor),
    subject: await subjectOf(tx, sending, settings.senderName),
    isFirst: answered === undefined,
    thread: await threadOf(tx, sending, answered?.mail),
    answered: answered && {
      from: answered.mail ? shown(answered.mail.from) : settings.senderName,
      writtenAt: writtenAtText(answered.mail?.writtenAt ?? answered.occurredAt),
      text: answered.text,
    },
    fixedSubject:
      entry.source.name === 'mail-acknowledgement' ? settings.acknowledgement?.subject : undefined,
    said: entry.payload,
    server: { ...settings.sending, password },
  };
}

async function authorOf(tx: Tx, { kind, id }: Actor): Promise<string | null> {
  if (kind !== 'member' || id === null) return null;
  return (await memberNames(tx, [id])).get(id) ?? null;
}

type Answered = { text: string; mail: MailHead | null; occurredAt: string };

async function answeredBefore(tx: Tx, { conversationId }: Sending): Promise<Answered | undefined> {
  const { rows } = await sql<Answered>`
    select e.payload ->> 'text' as text, e.payload -> 'mail' as mail, rfc3339(e.occurred_at) as "occurredAt"
    from ${entryIn(sql`${conversationId}::uuid`, ['message.received'], 'newest')} e`.execute(tx);
  return rows[0];
}

async function subjectOf(
  tx: Tx,
  { conversationId, customerId }: Sending,
  otherwise: string,
): Promise<string> {
  const [home] = await homesOf(tx, [conversationId], customerId);
  const subject = home?.subject?.trim() ?? '';
  return subject === '' ? otherwise : subject;
}

/** The ids of the mails of a conversation: what came and what went, the oldest first, that which is answered last. */
async function threadOf(tx: Tx, sending: Sending, answered: MailHead | null | undefined): Promise<string[]> {
  const { rows } = await sql<{ id: string; isAnswered: boolean }>`
    select id, "isAnswered" from (
      select m.message_id as id, m.arrived_at as at, m.id = ${answered?.mailId ?? null}::uuid as "isAnswered" from mails m
      where m.conversation_id = ${sending.conversationId} and m.outcome = 'message' and m.message_id not like '%@no-id.invalid>'
      union all
      select d.message_id, d.changed_at, false from mail_deliveries d
      where d.conversation_id = ${sending.conversationId} and d.state = 'sent' and d.id <> ${sending.id}
    ) thread order by "isAnswered", at limit 200`.execute(tx);
  return rows.map(({ id }) => id);
}

async function filesOf(deps: EmailDeps, workspaceId: string, attachments: readonly Attachment[]) {
  const files: Draft['files'] = [];
  if (attachments.reduce((sum, { bytes }) => sum + bytes, 0) > filesBytesMax) return undefined;
  for (const { fileId, name, type } of attachments) {
    const { sha256 } = await inWorkspace(deps.db, workspaceId, (tx) => findAttachment(tx, fileId));
    const file = await openFile(deps.dataDir, workspaceId, sha256);
    if (file) files.push({ name, type, content: Buffer.concat(await file.toArray()) });
  }
  return files;
}

function shown({ name, address }: MailHead['from']): string {
  return name === '' ? address : `${name} <${address}>`;
}
