/**
 * Reports that a mail of ours did not arrive. One counts only where it quotes the id of a mail that we sent, which nobody
 * knows but who got it: a report that names a customer and no mail of ours changes nothing.
 */
import { sql } from 'kysely';
import type { MailRecord } from '../../../contract/mail.ts';
import { markAddress } from '../../customers/index.ts';
import { arrayText, type Tx } from '../../platform/db/index.ts';
import type { Bounce } from './mail.ts';
import { type Sending, tellDelivery } from './sending/index.ts';
import type { StoredMail } from './store.ts';
import { threading } from './threads.ts';

/** Marks the reply and, for good, the address. It opens no conversation. */
export async function takeBounce(
  { tx, stored }: { tx: Tx; stored: StoredMail },
  bounce: Bounce,
): Promise<{
  state: MailRecord['state'];
  outcome: 'bounce';
  reason: string;
  customerId?: string;
  conversationId?: string;
}> {
  const base = { state: 'recorded' as const, outcome: 'bounce' as const };
  const delivery = await deliveryBy(tx, stored.inboxId, bounce.originalIds);
  if (!delivery) return { ...base, reason: 'It names no mail that was sent from here.' };
  const { customerId, conversationId } = delivery;
  const about = { customerId, conversationId };
  const sentTo = new Set(
    [...delivery.recipients.to, ...delivery.recipients.cc, ...delivery.recipients.bcc].map((one) =>
      one.toLowerCase(),
    ),
  );
  const failed = bounce.failed.filter(({ address, permanent }) => permanent && sentTo.has(address));
  const [first] = failed;
  if (!first) return { ...base, ...about, reason: 'Nothing has failed for good.' };
  const reason = first.reason ?? first.status;
  const { numAffectedRows } = await sql`
    update mail_deliveries set state = 'failed', reason = ${reason?.slice(0, 500) ?? null}, due_at = null,
      changed_at = clock_timestamp()
    where id = ${delivery.id} and state in ('sent', 'unknown')`.execute(tx);
  if (numAffectedRows === 1n) await tellDelivery(tx, delivery, { state: 'failed', reason: reason ?? null });
  for (const { address } of failed)
    await markAddress(tx, threading, customerId, { address, works: false, reason: reason ?? null });
  return {
    ...base,
    ...about,
    reason: `${failed.map(({ address }) => address).join(', ')} cannot be reached.`,
  };
}

async function deliveryBy(tx: Tx, inboxId: string, ids: readonly string[]): Promise<Sending | undefined> {
  if (ids.length === 0) return undefined;
  const { rows } = await sql<Sending>`
    select id, inbox_id as "inboxId", conversation_id as "conversationId", customer_id as "customerId", entry_id as "entryId",
      recipients, message_id as "messageId", state, attempts
    from mail_deliveries where message_id = any(${arrayText([...ids])}::text[]) and inbox_id = ${inboxId} limit 1`.execute(
    tx,
  );
  return rows[0];
}
