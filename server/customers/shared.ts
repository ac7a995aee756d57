/** Who shares an address with whom. */
import { sql } from 'kysely';
import type { SharedIdentity } from '../../contract/customers.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** An address that more people give is nobody's: a shop's own, or made up. */
export const sharersMax = 20;

export type Shared = SharedIdentity & {
  rootId: string;
  otherId: string;
  /** Too many share it for it to tell anything. */
  isCrowded: boolean;
};

/**
 * The addresses that these surviving customers share with others: one and the same, however written, or a user id that is
 * the other's mail address or phone number. Looked up address by address; the same pair is found from either side.
 */
export async function sharedIdentities(tx: Tx, rootIds: readonly string[]): Promise<Shared[]> {
  const other = sql`o.customer_id, o.kind, o.value, o.verified from identities o where o.customer_id <> i.customer_id`;
  const { rows } = await sql<Shared>`
    select w.root as "rootId", root_of(o.customer_id) as "otherId", i.kind, i.value, i.verified, o.kind as "otherKind",
      o.value as "otherValue", o.verified as "otherVerified", o.n > ${sharersMax} as "isCrowded"
    from unnest(${arrayText(rootIds)}::uuid[]) w (root)
    cross join lateral ids_of(w.root) as who (id)
    cross join lateral (
      select * from identities i where i.customer_id = who.id and i.kind in ('email', 'phone', 'user')
    ) i
    cross join lateral (
      select a.*, count(*) over () as n from (
        (select ${other} and i.kind <> 'user' and o.kind = i.kind and o.key = i.key limit ${sharersMax + 1})
        union all
        (select ${other} and i.kind <> 'user' and o.kind = 'user' and o.key = i.value limit 1)
        union all
        (select ${other} and i.kind = 'user' and o.kind = 'email' and o.key = identity_key('email', i.value)
          and o.value = i.value limit ${sharersMax + 1})
        union all
        (select ${other} and i.kind = 'user' and o.kind = 'phone' and o.key = identity_key('phone', i.value)
          and o.value = i.value limit ${sharersMax + 1})
      ) a
    ) o
    where root_of(o.customer_id) <> w.root
    order by w.root, i.kind, i.value, o.kind, o.value`.execute(tx);
  return rows;
}
