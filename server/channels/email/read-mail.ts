/**
 * What becomes of a mail that was read: a message of its sender, in the conversation that it belongs to; or nothing that is
 * asked for, with a word why. All of it commits together with the journal.
 */
import { sql } from 'kysely';
import type { MailHead, MailRecord } from '../../../contract/mail.ts';
import { carry, type Received } from '../../attachments/index.ts';
import { isSpam, lockConversation, openConversation, receiveMessage } from '../../conversations/index.ts';
import { answerOf, arrayText, type Tx } from '../../platform/db/index.ts';
import { acknowledge } from './acknowledge.ts';
import { takeBounce } from './bounces.ts';
import type { EmailDeps } from './deps.ts';
import { contentOf, headOf, textOf } from './head.ts';
import { isAmong, ownAddresses, readMailbox } from './inboxes.ts';
import type { Mail } from './mail.ts';
import { addressOf, customerOf } from './senders.ts';
import type { StoredMail } from './store.ts';
import { conversationFor, sourceOf } from './threads.ts';

export type Read = {
  mail: Mail;
  isVerified: boolean;
  /** Its files, on disk. */
  files: readonly Received[];
};
type Where = { tx: Tx; deps: EmailDeps; workspaceId: string; stored: StoredMail };

type Settled = {
  state: MailRecord['state'];
  outcome: NonNullable<MailRecord['outcome']>;
  reason?: string;
  customerId?: string;
  conversationId?: string;
  entryId?: string;
};

/** Records a mail that was read. The caller holds its row. */
export async function recordRead(where: Where, read: Read): Promise<void> {
  const { tx, stored } = where;
  const { mail } = read;
  const content = contentOf(mail);
  const ownId = mail.messageId ?? `<${content}@no-id.invalid>`;
  // One after another where two inboxes get the same mail at the same moment.
  await sql`select pg_advisory_xact_lock(hashtextextended(current_workspace() || ' mail ' || ${ownId}, 0))`.execute(
    tx,
  );
  const settled = await settle(where, read, { ownId, content });
  await note(tx, stored.id, settled, { mail, ownId, content });
}

async function settle(
  where: Where,
  { mail, isVerified, files }: Read,
  known: { ownId: string; content: string },
): Promise<Settled> {
  const { tx, stored } = where;
  const same = await sameBefore(tx, stored.id, known);
  if (same) return { state: 'recorded', outcome: 'repeated', ...same };
  if (mail.bounce) return takeBounce(where, mail.bounce);
  const [sender] = mail.from;
  if (sender && isAmong(await ownAddresses(tx), sender.address)) {
    return {
      state: 'rejected',
      outcome: 'own',
      reason: 'It says that it comes from an inbox of this workspace.',
    };
  }
  return writeDown(where, { mail, isVerified, files }, known.ownId);
}

/** The same mail, as it came before, by whichever inbox. */
async function sameBefore(
  tx: Tx,
  mailId: string,
  { ownId, content }: { ownId: string; content: string },
): Promise<Pick<Settled, 'customerId' | 'conversationId' | 'entryId'> | undefined> {
  const { rows } = await sql<{ customerId: string; conversationId: string; entryId: string }>`
    select customer_id as "customerId", conversation_id as "conversationId", entry_id as "entryId" from mails
    where message_id = ${ownId} and content = ${content} and id <> ${mailId} and entry_id is not null
    order by arrived_at limit 1`.execute(tx);
  return rows[0];
}

async function writeDown(where: Where, { mail, isVerified, files }: Read, ownId: string): Promise<Settled> {
  const { tx, deps, workspaceId, stored } = where;
  const { inboxId } = stored;
  const [sender] = mail.from;
  const customerId = await customerOf(tx, sourceOf(inboxId), sender, isVerified);
  const place = { tx, workspaceId, inboxId, customerId, tokenKey: deps.tokenKey };
  const recipient = sender && (await addressOf(sender));
  const conversation = await conversationFor(place, mail, { ownId, recipient });
  const owner = { customerId, inboxId, conversationId: conversation.id };
  const uploads = await carry(tx, { dataDir: deps.dataDir, workspaceId }, owner, files);
  const head = headOf(mail, { mailId: stored.id, isVerified, filesLeft: files.length < mail.files.length });
  const received = await answerOf(
    await receiveMessage(tx, conversation, {
      text: textOf(mail).text,
      source: sourceOf(inboxId),
      // One that was shown as not readable, and is read by now, is said once more.
      externalId: stored.entryId === null ? stored.id : `${stored.id} again`,
      uploads,
      mail: head,
    }),
  );
  const { settings } = await readMailbox(tx, inboxId);
  const isWanted = isVerified && !mail.automatic && !(await isSpam(tx, conversation.id));
  if (isWanted && settings.acknowledgement !== null) {
    await acknowledge(where, {
      customerId,
      conversationId: conversation.id,
      settings: settings.acknowledgement,
    });
  }
  const entryId = received.entry.id;
  return { state: 'recorded', outcome: 'message', customerId, conversationId: conversation.id, entryId };
}

/**
 * Lets a mail that cannot be read be seen all the same: who it says that it is from, why it was not read, and the way to its
 * original. The caller holds its row.
 */
export async function recordUnreadable(
  where: Where,
  { reason, head }: { reason: string; head: Pick<MailHead, 'from' | 'subject'> },
): Promise<void> {
  const { tx, stored } = where;
  const { inboxId } = stored;
  const source = sourceOf(inboxId);
  const sender = head.from.address === '' ? undefined : head.from;
  const customerId = await customerOf(tx, source, sender, false);
  const opened = await openConversation(
    tx,
    { actor: { kind: 'customer', id: customerId }, source },
    { customerId, inboxId, channel: 'email', subject: head.subject, teamId: null },
  );
  const received = await answerOf(
    await receiveMessage(tx, await lockConversation(tx, opened.id), {
      text: '',
      source,
      externalId: stored.id,
      mail: {
        mailId: stored.id,
        ...head,
        to: [],
        cc: [],
        writtenAt: null,
        isVerified: false,
        hasPage: false,
        problem: reason,
      },
    }),
  );
  await note(tx, stored.id, {
    state: 'quarantined',
    outcome: 'unreadable',
    reason,
    customerId,
    conversationId: opened.id,
    entryId: received.entry.id,
  });
}

async function note(
  tx: Tx,
  mailId: string,
  settled: Settled,
  known?: { mail: Mail; ownId: string; content: string },
): Promise<void> {
  const { state, outcome, reason = null, customerId = null, conversationId = null, entryId = null } = settled;
  const people = known ? [...known.mail.from, ...known.mail.replyTo, ...known.mail.to, ...known.mail.cc] : [];
  const addresses = [...new Set(people.map(({ address }) => address))].slice(0, 500);
  await sql`
    update mails set state = ${state}, outcome = ${outcome}, reason = ${reason}, due_at = null,
      message_id = ${known?.ownId ?? null}, content = ${known?.content ?? null},
      sender = ${known?.mail.from[0]?.address ?? null}, subject = ${known?.mail.subject.slice(0, 500) ?? null},
      addresses = ${arrayText(addresses)}::text[],
      customer_id = ${customerId}, conversation_id = ${conversationId}, entry_id = ${entryId}
    where id = ${mailId}`.execute(tx);
}
