/**
 * People who were erased and must not come back by an import or a tracker, and people who asked to be left alone. Of those
 * who were erased only HMACs of their addresses are kept. An address that somebody has again, because the person wrote or
 * a member wrote it down, is held back no longer.
 */
import { sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** The key of the HMACs, with its pads (RFC 2104). */
export type Suppressing = { inner: Buffer; outer: Buffer };

const blockBytes = 64;

export function suppressingWith(key: Buffer): Suppressing {
  const block = Buffer.concat([key, Buffer.alloc(blockBytes - key.length)]);
  const pad = (byte: number) => Buffer.from(block.map((one) => one ^ byte));
  return { inner: pad(0x36), outer: pad(0x5c) };
}

/** Somebody of whom an import or a tracker tells, by addresses in normal form. */
export type Person = { identities: readonly Pick<Identity, 'kind' | 'value'>[] };
export type HeldBack = 'erased' | 'restricted';

/** Who is held back, and why, in the order of the call; and what notes how much that was, when all else is written. */
export type Held = { why: (HeldBack | undefined)[]; note: () => Promise<void> };

/** Which of these people are held back. Where nobody is, it costs one look at two empty tables. */
export async function heldBack(
  tx: Tx,
  { inner, outer }: Suppressing,
  people: readonly Person[],
): Promise<Held> {
  const flat = people.flatMap(({ identities }, at) => identities.map((identity) => ({ at, identity })));
  const nobody = people.map(() => undefined);
  if (flat.length === 0) return { why: nobody, note: async () => undefined };
  const { rows } = await sql<{ n: number; why: HeldBack; digest: Buffer | null; customerId: string | null }>`
    with given as materialized (
      select w.n::integer as n, w.kind, identity_key(w.kind, w.value) as key
      from unnest(${arrayText(flat.map(({ identity }) => identity.kind))}::text[],
        ${arrayText(flat.map(({ identity }) => identity.value))}::text[]) with ordinality w (kind, value, n)
      where exists (select from suppressions) or exists (select from customer_restrictions))
    select g.n, 'erased' as why, s.digest, null::uuid as "customerId" from given g
    cross join lateral (
      select digest from suppressions
      where digest = keyed_digest(${inner}, ${outer}, g.kind || ' ' || g.key) limit 1
    ) s
    where not exists (select from identities i where i.kind = g.kind and i.key = g.key)
    union all
    select g.n, 'restricted', null, i.id from given g
    cross join lateral (
      select root_of(i.customer_id) as id from identities i
      where i.kind = g.kind and i.key = g.key and (i.verified or i.kind in ('user', 'visitor')) limit 1
    ) i
    where is_restricted(i.id)`.execute(tx);
  const found: (HeldBack | undefined)[] = nobody;
  const erased = new Set<string>();
  const restricted = new Map<string, number>();
  for (const { n, why, digest, customerId } of rows) {
    const at = flat[n - 1]?.at;
    if (at === undefined) continue;
    if (digest) erased.add(digest.toString('hex'));
    if (customerId && found[at] !== 'restricted')
      restricted.set(customerId, (restricted.get(customerId) ?? 0) + 1);
    found[at] = why === 'restricted' ? why : (found[at] ?? why);
  }
  return { why: found, note: () => count(tx, [...erased], restricted) };
}

/** Notes how much was held back: of nobody more than the number is kept. */
async function count(
  tx: Tx,
  erased: readonly string[],
  restricted: ReadonlyMap<string, number>,
): Promise<void> {
  if (erased.length > 0) {
    await sql`
      update suppressions set held_count = held_count + 1, last_held_at = clock_timestamp()
      where digest = any(array(select decode(d, 'hex') from unnest(${arrayText([...erased].sort())}::text[]) d))`.execute(
      tx,
    );
  }
  if (restricted.size > 0) {
    const ids = [...restricted.keys()].sort();
    await sql`
      insert into restriction_counts as c (customer_id, held_count, last_held_at)
      select w.id, w.n, clock_timestamp() from unnest(${arrayText(ids)}::uuid[],
        ${arrayText(ids.map((id) => restricted.get(id) ?? 0))}::bigint[]) w (id, n)
      on conflict (workspace_id, customer_id) do update
      set held_count = c.held_count + excluded.held_count, last_held_at = excluded.last_held_at`.execute(tx);
  }
}

/** Holds these addresses back from now on. */
export async function holdBack(
  tx: Tx,
  { inner, outer }: Suppressing,
  identities: readonly Pick<Identity, 'kind' | 'value'>[],
): Promise<void> {
  await sql`
    insert into suppressions (digest)
    select distinct keyed_digest(${inner}, ${outer}, i.kind || ' ' || identity_key(i.kind, i.value))
    from unnest(${arrayText(identities.map(({ kind }) => kind))}::text[],
      ${arrayText(identities.map(({ value }) => value))}::text[]) i (kind, value)
    on conflict do nothing`.execute(tx);
}
