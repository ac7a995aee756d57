/** What customers agreed to, with its proof. Of what was said about one channel and topic, the latest word counts. */
import { sql } from 'kysely';
import type { Consent } from '../../contract/customers.ts';
import type { Payload } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { refuseFuture } from './customer.ts';
import { lockCustomer } from './lock.ts';
import { readCustomer } from './queries.ts';
import { record } from './record.ts';

/** The words that count, of everybody whom the customer is made of. */
export async function listConsents(tx: Tx, customerId: string): Promise<Consent[]> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql<{ json: Consent }>`
    select distinct on (c.channel, c.topic) json_build_object('channel', c.channel, 'topic', c.topic,
      'granted', c.granted, 'how', c.how, 'proof', c.proof, 'saidAt', rfc3339(c.said_at),
      'recordedBy', json_build_object('kind', c.actor_kind, 'id', c.actor_id)) as json
    from consents c where c.customer_id in (select ids_of(${id}))
    order by c.channel, c.topic, c.said_at desc, c.said_by desc`.execute(tx);
  return rows.map(({ json }) => json);
}

/** Writes down what a customer said. @throws Problem `invalid-input` for a time that has not come. */
export async function recordConsent(
  tx: Tx,
  by: By,
  customerId: string,
  said: Omit<Payload<'consent.changed'>, 'customerId'> & { occurredAt: string | undefined },
): Promise<Consent> {
  const { occurredAt, ...word } = said;
  if (occurredAt !== undefined) await refuseFuture(tx, occurredAt);
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  await record(tx, {
    kind: 'consent.changed',
    payload: { customerId: id, ...word },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: id,
    ...(occurredAt === undefined ? {} : { occurredAt }),
  });
  const consents = await listConsents(tx, id);
  const now = consents.find(({ channel, topic }) => channel === word.channel && topic === word.topic);
  if (!now) throw new Error('What was written can be read.');
  return now;
}
