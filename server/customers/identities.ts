/** Identities in the database: whose they are, and who may have them. */
import { sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { isImport } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Ids that a system gave belong to one customer in any case, addresses when they are proven. */
export function isOwned({ kind, verified }: Identity): boolean {
  return verified || kind === 'user' || kind === 'visitor';
}

export type IdentityState = {
  /** By which identities are compared: the ways of writing one address have the same. */
  key: string;
  /** The customer that it belongs to, as it came. */
  ownerId: string | null;
  /** Whether the owner's is proven. */
  ownerVerified: boolean;
  /** Whether the owner is another one than the customer that was asked about. */
  isOthers: boolean;
  /** Whether the customer that was asked about has it, and has proven it; null: has it not. */
  own: boolean | null;
  /** Whether only imports told that the owner has it, and that the customer that was asked about has. */
  ownerImported: boolean;
  ownImported: boolean;
};

/** Looks identities up, each for a customer or for nobody; in the order of the call. */
export async function lookUp(
  tx: Tx,
  wanted: readonly { identity: Identity; customerId?: string | undefined }[],
): Promise<IdentityState[]> {
  if (wanted.length === 0) return [];
  const of = (part: (one: (typeof wanted)[number]) => string | null) => arrayText(wanted.map(part));
  const { rows } = await sql<IdentityState>`
    select k.key, owner.customer_id as "ownerId", coalesce(owner.verified, false) as "ownerVerified",
      -- Mostly nobody is asked about: then there is no surviving customer to be looked up.
      case when w.customer_id is null then owner.customer_id is not null
        else owner.customer_id is not null and root_of(owner.customer_id) <> root_of(w.customer_id) end as "isOthers",
      mine.own, coalesce(owner.imported, false) as "ownerImported", coalesce(mine.imported, false) as "ownImported"
    from unnest(${of(({ identity }) => identity.kind)}::text[], ${of(({ identity }) => identity.value)}::text[],
      ${of(({ customerId }) => customerId ?? null)}::uuid[]) with ordinality w (kind, value, customer_id, n)
    cross join lateral (select identity_key(w.kind, w.value) as key) k
    left join lateral (
      select i.customer_id, i.verified, i.imported from identities i
      where i.kind = w.kind and i.key = k.key and (i.verified or i.kind in ('user', 'visitor'))
      -- There is one at most. Said here, it is looked up one by one: no plan reads all identities, whatever it expects.
      limit 1
    ) owner on true
    left join lateral (
      select bool_or(i.verified) as own, bool_and(i.imported) as imported from identities i
      where w.customer_id is not null and i.kind = w.kind and i.key = k.key
        and root_of(i.customer_id) = root_of(w.customer_id)
    ) mine on true
    order by w.n`.execute(tx);
  return rows;
}

/**
 * One at a time for each of these: two first visits at once must not make two customers, nor two owners of one address.
 * In one order for everybody, and before anything is written.
 */
export async function lockIdentities(tx: Tx, identities: readonly Identity[]): Promise<void> {
  if (identities.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(current_workspace() || ' ' || kind || ' ' || identity_key(kind, value), 0) as key
      from unnest(${arrayText(identities.map(({ kind }) => kind))}::text[],
        ${arrayText(identities.map(({ value }) => value))}::text[]) i (kind, value)
      order by 1
    ) k`.execute(tx);
}

/**
 * What each customer gains by these identities: those that it has not, or has not proven. A proven address that is another
 * customer's stays there, and is kept as a claim; an id that a system gave to another customer is left out. What only an
 * import told is gained once more from somebody else: it stays when that import is undone.
 */
export async function gained(
  tx: Tx,
  source: string,
  wanted: readonly { customerId: string; identities: readonly Identity[] }[],
): Promise<Identity[][]> {
  const flat = wanted.flatMap(({ customerId, identities }, at) =>
    identities.map((identity) => ({ at, customerId, identity })),
  );
  const states = await lookUp(tx, flat);
  const result: Identity[][] = wanted.map(() => []);
  const taken = new Map<string, string>();
  flat.forEach(({ at, customerId, identity }, n) => {
    const state = states[n];
    if (!state) return;
    const place = `${identity.kind} ${state.key}`;
    const others = state.isOthers || (taken.get(place) ?? customerId) !== customerId;
    if (others && !['email', 'phone'].includes(identity.kind)) return;
    const next = { ...identity, verified: identity.verified && !others };
    const isToldAnew = state.ownImported && !isImport(source);
    if (state.own !== null && (state.own || !next.verified) && !isToldAnew) return;
    if (isOwned(next)) taken.set(place, customerId);
    result[at]?.push(next);
  });
  return result;
}
