/** What became of replies, and what a member decides where nobody knows. */
import { sql } from 'kysely';
import { Problem } from '../../../../contract/errors.ts';
import type { Delivery } from '../../../../contract/mail.ts';
import type { By } from '../../../accounts/index.ts';
import { partsOf, readConversation } from '../../../conversations/index.ts';
import { arrayText, type Tx } from '../../../platform/db/index.ts';
import { readMailbox } from '../inboxes.ts';
import { addressFor } from './queue.ts';
import { tellDelivery } from './send-due.ts';
import type { Sending } from './sending.ts';

const deliveryJson = sql<Delivery>`json_build_object('id', d.id, 'messageId', d.entry_id, 'to', d.recipients -> 'to',
  'cc', d.recipients -> 'cc', 'bcc', d.recipients -> 'bcc',
  'state', case d.state when 'sending' then 'waiting' else d.state end, 'attempts', d.attempts,
  'nextAt', case when d.state = 'waiting' then rfc3339(d.due_at) end, 'reason', d.reason, 'changedAt', rfc3339(d.changed_at))`;

const shownMax = 500;

/** Those of a conversation and of what is part of it, the newest first. @throws Problem `not-found`. */
export async function listMailDeliveries(tx: Tx, conversationId: string): Promise<Delivery[]> {
  await readConversation(tx, nobody, conversationId);
  const parts = arrayText(await partsOf(tx, conversationId));
  const { rows } = await sql<{ json: Delivery }>`
    select ${deliveryJson} as json from mail_deliveries d
    where d.conversation_id = any(${parts}::uuid[]) order by d.id desc limit ${shownMax}`.execute(tx);
  return rows.map(({ json }) => json);
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** Sends it again, or takes it as sent. @throws Problem `conflict` for one about which nothing is open. */
export async function settleMailDelivery(
  tx: Tx,
  by: By,
  deliveryId: string,
  as: 'again' | 'sent',
): Promise<Delivery> {
  const { rows } = await sql<Sending>`
    select id, inbox_id as "inboxId", conversation_id as "conversationId", customer_id as "customerId", entry_id as "entryId",
      recipients, message_id as "messageId", state, attempts
    from mail_deliveries where id = ${deliveryId} for update`.execute(tx);
  const [row] = rows;
  if (!row) throw new Problem('not-found', 'There is no such delivery.');
  if (row.state !== 'unknown' && row.state !== 'failed')
    throw new Problem('conflict', 'This reply is being sent, or was. There is nothing to decide.');
  if (as === 'again') await queueAgain(tx, row);
  else {
    await sql`
      update mail_deliveries set state = 'sent', due_at = null, reason = null, changed_at = clock_timestamp()
      where id = ${deliveryId}`.execute(tx);
  }
  await tellDelivery(tx, row, { state: as === 'again' ? 'waiting' : 'sent', reason: null }, by);
  return readDelivery(tx, deliveryId);
}

/** To where the customer is reached by now: the reason may have been the address. */
async function queueAgain(
  tx: Tx,
  { id, inboxId, conversationId, customerId, recipients }: Sending,
): Promise<void> {
  const { settings } = await readMailbox(tx, inboxId);
  if (settings.sending === null)
    throw new Problem('conflict', 'This inbox has no server to send with. Name one in its settings first.');
  const to = await addressFor(tx, conversationId, customerId);
  if (!to)
    throw new Problem(
      'conflict',
      'No mail address of this customer is known. Add one to the customer first.',
    );
  if (to.isFailing)
    throw new Problem(
      'conflict',
      'Mail to this address came back. Say at the customer that it works again first.',
    );
  await sql`
    update mail_deliveries set state = 'waiting', attempts = 0, due_at = clock_timestamp(), reason = null,
      recipients = ${JSON.stringify({ ...recipients, to: [to.address] })}::jsonb, changed_at = clock_timestamp()
    where id = ${id}`.execute(tx);
}

async function readDelivery(tx: Tx, deliveryId: string): Promise<Delivery> {
  const { rows } = await sql<{ json: Delivery }>`
    select ${deliveryJson} as json from mail_deliveries d where d.id = ${deliveryId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such delivery.');
  return rows[0].json;
}
