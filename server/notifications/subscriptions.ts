/** The browsers that are pushed to. Their addresses are sealed, and found by a hash that is keyed. */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { type PushSubscriptionInput, subscriptionsMax } from '../../contract/notifications.ts';
import { newId } from '../ledger/index.ts';
import { seal, unseal } from '../platform/crypto/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Keeps a browser as the member's; it is nobody else's from here on. */
export async function subscribe(
  tx: Tx,
  key: Buffer,
  memberId: string,
  subscription: PushSubscriptionInput,
): Promise<void> {
  await sql`
    insert into push_subscriptions (id, member_id, address_hash, sealed)
    values (${newId()}, ${memberId}, ${hashOf(key, subscription.endpoint)}, ${seal(key, JSON.stringify(subscription))})
    on conflict (workspace_id, address_hash)
    do update set member_id = excluded.member_id, sealed = excluded.sealed, created_at = clock_timestamp()`.execute(
    tx,
  );
  await sql`
    delete from push_subscriptions where id in (
      select id from push_subscriptions where member_id = ${memberId}
      order by created_at desc, id desc offset ${subscriptionsMax})`.execute(tx);
}

/** Lets go of a browser of the member. */
export async function unsubscribe(tx: Tx, key: Buffer, memberId: string, address: string): Promise<void> {
  await sql`
    delete from push_subscriptions
    where member_id = ${memberId} and address_hash = ${hashOf(key, address)}`.execute(tx);
}

/** Whose browsers these are to which something goes. */
export async function subscriptionIdsOf(tx: Tx, memberId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from push_subscriptions where member_id = ${memberId} order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** One browser, opened; undefined when it is gone. */
export async function readSubscription(
  tx: Tx,
  key: Buffer,
  id: string,
): Promise<(PushSubscriptionInput & { memberId: string }) | undefined> {
  const { rows } = await sql<{ sealed: string; memberId: string }>`
    select sealed, member_id as "memberId" from push_subscriptions where id = ${id}`.execute(tx);
  const [row] = rows;
  return row && { ...(JSON.parse(unseal(key, row.sealed)) as PushSubscriptionInput), memberId: row.memberId };
}

/** The push service says that the browser is gone. */
export async function dropSubscription(tx: Tx, id: string): Promise<void> {
  await sql`delete from push_subscriptions where id = any(${arrayText([id])}::uuid[])`.execute(tx);
}

/** A member who leaves, or signs out everywhere, is pushed to nowhere. */
export async function dropSubscriptions(tx: Tx, memberId: string): Promise<void> {
  await sql`delete from push_subscriptions where member_id = ${memberId}`.execute(tx);
}

function hashOf(key: Buffer, address: string): Buffer {
  return createHmac('sha256', key).update(address).digest();
}
