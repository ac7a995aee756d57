/** `alias`: two ids are of one person. */
import type { Identity } from '../../contract/entries.ts';
import { rootOf } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { customersFor, writeGained } from './find.ts';
import { type IdentityState, lockIdentities, lookUp } from './identities.ts';
import { lockCustomer } from './lock.ts';
import { isRefusedPair, merge, takeClaimBack } from './merge.ts';
import { attribute } from './tracked.ts';

export type Alias = {
  previousId: string;
  userId: string;
  verified: boolean;
  occurredAt: string;
  messageId: string;
};
export type AliasWarning = 'not-believed' | 'visitor-is-another' | 'refused-before';

/**
 * Joins the customers of two ids, in a transaction of its own. From a browser, the earlier id can be a visitor's only; a
 * system may join two users. An id that was not heard of yet is the same whether it turns out to be a visitor's or a user's.
 */
export async function aliasCustomers(tx: Tx, source: string, alias: Alias): Promise<AliasWarning[]> {
  const { previousId, userId, ...said } = alias;
  if (previousId === userId) return [];
  const previous: Identity[] = [
    { kind: 'user', value: previousId, verified: said.verified },
    { kind: 'visitor', value: previousId, verified: false },
  ];
  if (!said.verified) {
    const [asUser] = await lookUp(tx, [{ identity: { kind: 'user', value: previousId, verified: false } }]);
    if (asUser && asUser.ownerId !== null) return ['not-believed'];
    const [attributed] = await attribute(tx, source, [{ userId, anonymousId: previousId, ...said }]);
    return attributed?.warnings ?? [];
  }
  const user: Identity = { kind: 'user', value: userId, verified: true };
  await lockIdentities(tx, [...previous, user]);
  const known = await lookUp(
    tx,
    [...previous, user].map((identity) => ({ identity })),
  );
  const owners = new Set(known.flatMap(({ ownerId }) => ownerId ?? []));
  for (const id of [...owners].sort()) await lockCustomer(tx, id);
  const [into, ...parts] = await ownersFor(tx, source, user, previous, known, said.occurredAt);
  const warnings: AliasWarning[] = [];
  for (const part of parts) {
    const isRefused = await isRefusedPair(tx, part, await rootOf(tx, into ?? ''));
    // Said of the id itself: it counts before what was claimed of a visitor, and joins nobody else by such a claim.
    if (!isRefused) await takeClaimBack(tx, source, part);
    const [from, root] = [await rootOf(tx, part), await rootOf(tx, into ?? '')];
    if (from === root) continue;
    if (isRefused || (await isRefusedPair(tx, from, root))) warnings.push('refused-before');
    else
      await merge(
        tx,
        { actor: { kind: 'system', id: null }, source },
        { fromId: from, intoId: root },
        { evidence: 'server' },
      );
  }
  return warnings;
}

/** The customer of the user, then those of the earlier id: one when neither is known as visitor and as user. */
async function ownersFor(
  tx: Tx,
  source: string,
  user: Identity,
  previous: readonly Identity[],
  [asUser, asVisitor]: readonly IdentityState[],
  occurredAt: string,
): Promise<string[]> {
  const people = [
    user,
    ...(asUser?.ownerId || !asVisitor?.ownerId ? previous.slice(0, 1) : previous.slice(1)),
  ];
  const found = await customersFor(
    tx,
    source,
    people.map((identity) => ({ identities: [identity], occurredAt })),
  );
  const [into = '', part = ''] = found.map(({ customerId }) => customerId);
  if (asUser?.ownerId && asVisitor?.ownerId) return [into, part, asVisitor.ownerId];
  const actor = { kind: 'system' as const, id: null };
  await writeGained(
    tx,
    { source, actor },
    new Map([[part, asVisitor?.ownerId ? previous.slice(0, 1) : previous.slice(1)]]),
  );
  return [into, part];
}
