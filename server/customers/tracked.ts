/**
 * Whose the events are that browsers and systems report. An event with a user id belongs to that user's customer, without
 * one to the visitor's own; when a visitor says who it is, the visitor's customer becomes part of the user's. What arrives
 * when makes no difference: of several claims for one visitor a system's counts before a browser's, then the earliest.
 */
import type { Identity } from '../../contract/entries.ts';
import type { Tx } from '../platform/db/index.ts';
import { customersFor, type Person } from './find.ts';
import { lockIdentities } from './identities.ts';
import { decide, isBefore, type Link, readLinks } from './links.ts';
import { lockCustomer } from './lock.ts';
import { mergeByClaim, unmergeByClaim } from './merge.ts';
import { microseconds } from './traits.ts';

export type TrackedClaim = {
  userId: string | null;
  anonymousId: string | null;
  /** A server key or a signed token said so; else a browser's write key, which anybody may have. */
  verified: boolean;
  occurredAt: string;
  messageId: string;
};
export type Attributed = { customerId: string; warnings: TrackedWarning[] };
export type TrackedWarning = 'visitor-is-another';

/**
 * The customers under whom events are appended, found or made; undefined for a claim without any id. Nothing may have been
 * written in the transaction before.
 */
export async function attribute(
  tx: Tx,
  source: string,
  claims: readonly TrackedClaim[],
): Promise<(Attributed | undefined)[]> {
  const said = claims.map((claim) => ({ ...claim, occurredAt: microseconds(claim.occurredAt) }));
  const links = firstLinks(said);
  await lockLinks(tx, links);
  const people = peopleOf(said);
  const found = await customersFor(tx, source, [...people.values()]);
  const idOf = new Map([...people.keys()].map((key, at) => [key, found[at]?.customerId]));
  const refused = await link(tx, source, links);
  return claims.map(({ userId, anonymousId }) => {
    const customerId = idOf.get(userId === null ? `visitor ${anonymousId}` : `user ${userId}`);
    if (customerId === undefined) return undefined;
    const isRefused = userId !== null && anonymousId !== null && refused.has(anonymousId);
    return { customerId, warnings: isRefused ? ['visitor-is-another'] : [] };
  });
}

/** Each user and each visitor that the claims name, and since when it is known. */
function peopleOf(claims: readonly TrackedClaim[]): Map<string, Person> {
  const people = new Map<string, { identities: [Identity]; occurredAt: string }>();
  const see = (kind: 'user' | 'visitor', value: string | null, verified: boolean, at: string): void => {
    if (value === null) return;
    const key = `${kind} ${value}`;
    const known = people.get(key);
    people.set(key, {
      identities: [{ kind, value, verified: verified || known?.identities[0].verified === true }],
      occurredAt: known && known.occurredAt < at ? known.occurredAt : at,
    });
  };
  for (const { userId, anonymousId, verified, occurredAt } of claims) {
    see('user', userId, verified, occurredAt);
    see('visitor', anonymousId, false, occurredAt);
  }
  return people;
}

/** Of each visitor the claim that counts, in one order for everybody. */
function firstLinks(claims: readonly TrackedClaim[]): Link[] {
  const links = new Map<string, Link>();
  for (const { userId, anonymousId, ...said } of claims) {
    if (userId === null || anonymousId === null) continue;
    const known = links.get(anonymousId);
    if (!known || isBefore(said, known)) links.set(anonymousId, { userId, anonymousId, ...said });
  }
  return [...links.values()].sort((one, other) => (one.anonymousId < other.anonymousId ? -1 : 1));
}

/**
 * Entries about a merge stand in the order of commits: whoever links a visitor holds both identities, and the customers
 * that are known of both sides, before anything is written. Mostly there is nothing to change, and nothing is held.
 */
async function lockLinks(tx: Tx, links: readonly Link[]): Promise<void> {
  const states = await readLinks(tx, links);
  const open = links.filter((one, at) => {
    const decided = decide(states[at], one);
    return decided === 'merge' || decided === 'move';
  });
  await lockIdentities(
    tx,
    open.flatMap(({ userId, anonymousId }) => [
      { kind: 'user', value: userId, verified: false },
      { kind: 'visitor', value: anonymousId, verified: false },
    ]),
  );
  const owners = (await readLinks(tx, open)).flatMap((state) => [state.visitorId, state.userCustomerId]);
  for (const id of [...new Set(owners)].sort()) if (id !== null) await lockCustomer(tx, id);
}

/** Makes visitors part of the customers whose users they said to be. Answers the visitors that are somebody else. */
async function link(tx: Tx, source: string, links: readonly Link[]): Promise<Set<string>> {
  const refused = new Set<string>();
  const states = await readLinks(tx, links);
  for (const [at, one] of links.entries()) {
    const state = states[at];
    const decided = decide(state, one);
    if (decided === 'refused') refused.add(one.anonymousId);
    if ((decided !== 'merge' && decided !== 'move') || !state?.visitorId || !state.userCustomerId) continue;
    if (decided === 'move') await unmergeByClaim(tx, source, state.visitorId);
    await mergeByClaim(tx, source, state.visitorId, state.userCustomerId, {
      evidence: one.verified ? 'server' : 'browser',
      claim: { at: one.occurredAt, id: one.messageId },
    });
  }
  return refused;
}
