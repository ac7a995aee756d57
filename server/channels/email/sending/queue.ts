/** What is to be sent: each reply in a mail conversation becomes one delivery, with its message or by whoever follows it. */
import { sql } from 'kysely';
import type { Entry } from '../../../../contract/entries.ts';
import type { MailHead } from '../../../../contract/mail.ts';
import { homesOf } from '../../../conversations/index.ts';
import { isErased, mailAddressesOf } from '../../../customers/index.ts';
import { entryIn, type Follower, newId } from '../../../ledger/index.ts';
import { randomToken } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { listMailboxes } from '../inboxes.ts';
import { noteIds } from '../threads.ts';
import { tokenFor } from '../token.ts';
import type { Recipients } from './sending.ts';

const randomBytes = 9;

/** Queues replies. What an import tells was sent long ago. */
export function mailReplies(tokenKey: Buffer): Follower {
  return {
    name: 'mail-replies',
    kinds: ['message.sent'],
    restMilliseconds: 100,
    narrow: async () => ({
      kinds: ['message.sent'],
      where: sql`e.channel = 'email' and e.source_name not like 'import:%'`,
    }),
    apply: async (tx, entries) => {
      for (const entry of entries) await queue(tx, tokenKey, entry as Entry<'message.sent'>);
    },
  };
}

async function queue(tx: Tx, tokenKey: Buffer, entry: Entry<'message.sent'>): Promise<void> {
  const { conversationId, customerId, workspaceId } = entry;
  if (conversationId === null || customerId === null || (await isErased(tx, customerId))) return;
  const [home] = await homesOf(tx, [conversationId], customerId);
  const box = home && (await listMailboxes(tx)).find(({ id }) => id === home.inboxId);
  if (!box) return;
  const { id: inboxId, settings } = box;
  const to = await addressFor(tx, conversationId, customerId);
  const { cc = [], bcc = [] } = entry.payload.copies ?? {};
  const recipients: Recipients = { to: to === undefined ? [] : [to.address], cc, bcc };
  const token = tokenFor(tokenKey, { workspaceId, conversationId, recipient: to?.address ?? '' });
  const messageId = `<${token}.${randomToken(randomBytes).toLowerCase()}@${domainOf(settings.address)}>`;
  const refusal =
    to === undefined ? noAddress : to.isFailing ? failing : settings.sending === null ? noServer : null;
  const { numAffectedRows } = await sql`
    insert into mail_deliveries (id, inbox_id, conversation_id, customer_id, entry_id, recipients, message_id, state, due_at, reason)
    values (${newId()}, ${inboxId}, ${conversationId}, ${customerId}, ${entry.id}, ${JSON.stringify(recipients)}::jsonb,
      ${messageId}, ${refusal === null ? 'waiting' : 'failed'}, ${refusal === null ? sql`clock_timestamp()` : null}, ${refusal})
    on conflict (workspace_id, entry_id) do nothing`.execute(tx);
  if (numAffectedRows === 1n) await noteIds(tx, conversationId, [messageId]);
}

const noAddress = 'No mail address of this customer is known. Add one to the customer, then send it again.';
const failing =
  'Mail to this address came back. Say at the customer that it works again, then send it again.';
const noServer = 'This inbox has no server to send with. Name one in its settings, then send it again.';

/** Where a reply goes: to whoever wrote last in the conversation, else to the customer's address that is proven or newest. */
export async function addressFor(
  tx: Tx,
  conversationId: string,
  customerId: string,
): Promise<{ address: string; isFailing: boolean } | undefined> {
  const { rows } = await sql<{ mail: MailHead | null }>`
    select e.payload -> 'mail' as mail
    from ${entryIn(sql`${conversationId}::uuid`, ['message.received'], 'newest')} e`.execute(tx);
  const mail = rows[0]?.mail;
  const written = mail ? (mail.isVerified ? (mail.replyTo ?? mail.from) : mail.from).address : '';
  const known = await mailAddressesOf(tx, customerId);
  if (written === '') return known[0];
  const same = known.find(({ address }) => address === written);
  return { address: written, isFailing: same?.isFailing ?? false };
}

/** The domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
