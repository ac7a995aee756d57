/** What there is to know about merges: those in force, what one would do, and who may be one person. */
import { sql } from 'kysely';
import type {
  Customer,
  MergeInForce,
  MergePreview,
  MergeSuggestion,
  SharedIdentity,
} from '../../contract/customers.ts';
import { Problem } from '../../contract/errors.ts';
import { countsOf, mergedIds } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { isRefusedPair } from './merge.ts';
import { readCustomer } from './queries.ts';

const suggestionsMax = 20;
/** An address that so many give is nobody's: a shop's own, or made up. */
const sharersMax = 50;

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

/** What a merge would do, and what speaks for it. @throws Problem `conflict` for one and the same customer. */
export async function previewMerge(tx: Tx, customerId: string, otherId: string): Promise<MergePreview> {
  const [customer, other] = [await readCustomer(tx, customerId), await readCustomer(tx, otherId)];
  if (customer.id === other.id) throw new Problem('conflict', 'These are one customer already.');
  const shared = (await sharedWith(tx, customer.id)).get(other.id) ?? [];
  const counts = await countsOf(tx, await mergedIds(tx, other.id));
  const conflicts = await conflictsOf(tx, customer, other);
  return {
    customer,
    other,
    shared,
    ...counts,
    conflicts,
    refused: await isRefusedPair(tx, customer.id, other.id),
  };
}

/** Of each attribute that both have with another value: which is shown afterwards. */
async function conflictsOf(tx: Tx, one: Customer, other: Customer): Promise<MergePreview['conflicts']> {
  const { rows } = await sql<{ name: string; kept: never; hidden: never }>`
    select t.name, (array_agg(t.value order by t.verified desc, t.said_at desc, t.said_by desc))[1] as kept,
      (array_agg(t.value order by t.verified, t.said_at, t.said_by))[1] as hidden
    from traits t
    where t.customer_id in (select ids_of(${one.id}) union all select ids_of(${other.id})) and t.value <> 'null'
      and t.name = any(${Object.keys(one.attributes)}::text[]) and t.name = any(${Object.keys(other.attributes)}::text[])
    group by t.name
    having count(distinct t.value) > 1
    order by t.name`.execute(tx);
  return rows;
}

/** Surviving customers who share an address with this one, and which. */
async function sharedWith(tx: Tx, rootId: string): Promise<Map<string, SharedIdentity[]>> {
  const { rows } = await sql<SharedIdentity & { otherId: string }>`
    select root_of(o.customer_id) as "otherId", i.kind, i.value, i.verified, o.value as "otherValue",
      o.verified as "otherVerified"
    from ids_of(${rootId}) as who(id)
    join identities i on i.customer_id = who.id and i.kind in ('email', 'phone')
    cross join lateral (
      select o.customer_id, o.value, o.verified from identities o
      where o.kind = i.kind and o.key = i.key and o.customer_id <> i.customer_id
      limit ${sharersMax}
    ) o
    where root_of(o.customer_id) <> ${rootId}
    order by i.kind, i.value, o.value`.execute(tx);
  const shared = new Map<string, SharedIdentity[]>();
  for (const { otherId, ...one } of rows) shared.set(otherId, [...(shared.get(otherId) ?? []), one]);
  return shared;
}

const strengths = ['strong', 'likely', 'possible'] as const;

/** What an address that two share tells: one of them has proven it, or both merely gave it, in one way or in two. */
function strengthOf(shared: readonly SharedIdentity[]): (typeof strengths)[number] {
  if (shared.some((one) => (one.verified || one.otherVerified) && one.value === one.otherValue))
    return 'strong';
  if (shared.some((one) => one.verified || one.otherVerified || one.value === one.otherValue))
    return 'likely';
  return 'possible';
}

/** Who may be the same person, the strongest evidence first; not those of whom somebody said that they are not. */
export async function suggestMerges(tx: Tx, customerId: string): Promise<MergeSuggestion[]> {
  const { id: root } = await readCustomer(tx, customerId);
  const candidates: { otherId: string; shared: SharedIdentity[]; strength: MergeSuggestion['strength'] }[] =
    [];
  for (const [otherId, shared] of await sharedWith(tx, root)) {
    if (!(await isRefusedPair(tx, root, otherId)))
      candidates.push({ otherId, shared, strength: strengthOf(shared) });
  }
  candidates.sort(
    (one, other) =>
      strengths.indexOf(one.strength) - strengths.indexOf(other.strength) ||
      other.shared.length - one.shared.length ||
      (one.otherId < other.otherId ? -1 : 1),
  );
  const suggestions: MergeSuggestion[] = [];
  for (const { otherId, shared, strength } of candidates.slice(0, suggestionsMax)) {
    suggestions.push({ customer: await readCustomer(tx, otherId), shared, strength });
  }
  return suggestions;
}
