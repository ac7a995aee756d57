/** Stands in for what customers will offer. */
import { sql } from 'kysely';
import type { Entry, Identity } from '../../contract/entries.ts';
import { writeCustomers } from '../customers/index.ts';
import { appendMany, newId } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

type Person = {
  identities: readonly Identity[];
  name?: string | null;
  language?: string | null;
  occurredAt?: string;
};

export async function customersFor(tx: Tx, source: string, people: readonly Person[]) {
  const flat = people.flatMap(({ identities }) => identities);
  const { rows } = await sql<{ kind: string; value: string; id: string }>`
    select i.kind, i.value, i.customer_id as id from unnest(${arrayText(flat.map((i) => i.kind))}::text[], ${arrayText(flat.map((i) => i.value))}::text[]) w (kind, value)
    join identities i on i.kind = w.kind and i.value = w.value and (i.verified or i.kind = 'user')`.execute(
    tx,
  );
  const known = new Map(rows.map((row) => [`${row.kind} ${row.value}`, row.id]));
  const now = new Date().toISOString().replace('Z', '000Z');
  const made: (Person & { id: string })[] = [];
  const gained: (Identity & { customerId: string; createdAt: string })[] = [];
  const found = people.map((person) => {
    const kind = ['user', 'email', 'phone'].find((one) => person.identities.some((i) => i.kind === one));
    const telling = person.identities.filter((i) => i.kind === kind).map((i) => `${i.kind} ${i.value}`);
    const id = telling.map((key) => known.get(key)).find((one) => one !== undefined);
    const customerId = id ?? newId();
    if (id === undefined) made.push({ ...person, id: customerId });
    for (const identity of person.identities) {
      const key = `${identity.kind} ${identity.value}`;
      if (known.has(key)) continue;
      known.set(key, customerId);
      gained.push({ ...identity, customerId, createdAt: person.occurredAt ?? now });
    }
    return { customerId, created: id === undefined };
  });
  await writeCustomers(
    tx,
    made.map((one) => ({
      id: one.id,
      name: one.name ?? null,
      language: one.language ?? null,
      createdAt: one.occurredAt ?? now,
    })),
    gained,
  );
  await appendMany(
    tx,
    made.map(
      (one) =>
        ({
          id: newId(),
          workspaceId: '',
          position: '',
          kind: 'customer.created',
          customerId: one.id,
          conversationId: null,
          channel: null,
          direction: 'internal',
          actor: { kind: 'system', id: null },
          occurredAt: one.occurredAt ?? now,
          recordedAt: now,
          source: { name: source, externalId: null },
          payload: {
            name: one.name ?? null,
            identities: [...one.identities],
            language: one.language ?? null,
          },
        }) as Entry,
    ),
  );
  return found;
}

export async function reportTraits(..._: unknown[]): Promise<void> {}
