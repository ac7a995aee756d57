/** What there is to know about merges: those in force, and what one would do. */
import { sql } from 'kysely';
import type { Customer, DuplicateEvidence, MergeInForce, MergePreview } from '../../contract/customers.ts';
import { Problem } from '../../contract/errors.ts';
import { countsOf, mergedIds } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { isRefusedPair } from './merge.ts';
import { readCustomer } from './queries.ts';

/** The merges that a customer is made of, newest first. */
export async function listMerges(tx: Tx, customerId: string): Promise<MergeInForce[]> {
  const { id: root } = await readCustomer(tx, customerId);
  const { rows } = await sql<{ json: MergeInForce }>`
    select json_build_object('customerId', m.from_id, 'name', c.name, 'intoId', m.into_id, 'evidence', m.evidence,
      'mergedAt', rfc3339(m.merged_at), 'identities', coalesce((
        select json_agg(json_build_object('kind', i.kind, 'value', i.value, 'verified', i.verified)
          order by i.verified desc, i.kind, i.value)
        from identities i where i.customer_id = m.from_id), '[]')) as json
    from ids_of(${root}) as who(id) cross join lateral merge_of(who.id) m join customers c on c.id = m.from_id
    order by m.merged_at desc, m.from_id`.execute(tx);
  return rows.map(({ json }) => json);
}

/** What a merge would do. @throws Problem `conflict` for one and the same customer. */
export async function foreseeMerge(
  tx: Tx,
  customerId: string,
  otherId: string,
): Promise<Omit<MergePreview, keyof DuplicateEvidence>> {
  const [customer, other] = [await readCustomer(tx, customerId), await readCustomer(tx, otherId)];
  if (customer.id === other.id) throw new Problem('conflict', 'These are one customer already.');
  const counts = await countsOf(tx, await mergedIds(tx, other.id));
  const conflicts = await conflictsOf(tx, customer, other);
  return {
    customer,
    other,
    ...counts,
    conflicts,
    refused: await isRefusedPair(tx, customer.id, other.id),
  };
}

/** Of each attribute that both have with another value: which is shown afterwards. */
async function conflictsOf(tx: Tx, one: Customer, other: Customer): Promise<MergePreview['conflicts']> {
  const { rows } = await sql<{ name: string; kept: never; hidden: never }>`
    select t.name, (array_agg(t.value order by t.rank desc, t.said_at desc, t.said_by desc))[1] as kept,
      (array_agg(t.value order by t.rank, t.said_at, t.said_by))[1] as hidden
    from (select *, trait_rank(${one.id}, customer_id, verified) as rank from traits) t
    where t.customer_id in (select ids_of(${one.id}) union all select ids_of(${other.id})) and t.value <> 'null'
      and t.name = any(${Object.keys(one.attributes)}::text[]) and t.name = any(${Object.keys(other.attributes)}::text[])
    group by t.name
    having count(distinct t.value) > 1
    order by t.name`.execute(tx);
  return rows;
}
