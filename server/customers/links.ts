/** When a visitor who says to be a user becomes part of that user's customer. */
import { sql } from 'kysely';
import type { MergeEvidence } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** What was said, by whom and when. */
export type Said = { verified: boolean; occurredAt: string; messageId: string };
export type Link = Said & { userId: string; anonymousId: string };

/** A system's claim stands before a browser's, then the earlier one. */
export function isBefore(one: Said, other: Said): boolean {
  if (one.verified !== other.verified) return one.verified;
  if (one.occurredAt !== other.occurredAt) return one.occurredAt < other.occurredAt;
  return one.messageId < other.messageId;
}

export type LinkState = {
  /** The customers of visitor and user, as they came; null: not there yet. */
  visitorId: string | null;
  userCustomerId: string | null;
  /** The visitor's customer is somebody already: a user, a proven address, or others are part of it. */
  isKnown: boolean;
  /** They are one customer, by whatever way. */
  isOne: boolean;
  /** Somebody said for good that they are two. */
  isRefused: boolean;
  /** The merge of the visitor's customer that is in force. */
  intoId: string | null;
  evidence: MergeEvidence | null;
  saidAt: string | null;
  saidBy: string | null;
};

/** Looks up how visitors and users stand to one another, in the order of the call. */
export async function readLinks(
  tx: Tx,
  links: readonly { userId: string; anonymousId: string }[],
): Promise<LinkState[]> {
  if (links.length === 0) return [];
  const { rows } = await sql<LinkState>`
    select v.customer_id as "visitorId", u.customer_id as "userCustomerId",
      exists (
        select from identities i
        where i.customer_id = v.customer_id and (i.kind = 'user' or i.verified)
      ) or exists (
        -- A chat that a browser's word put there makes nobody known.
        select from merged_into(v.customer_id) m where m.evidence <> 'browser'
      ) as "isKnown",
      coalesce(root_of(v.customer_id) = root_of(u.customer_id), false) as "isOne",
      exists (
        select from merge_refusals r
        where r.one_id = least(v.customer_id, u.customer_id) and r.other_id = greatest(v.customer_id, u.customer_id)
      ) as "isRefused",
      m.into_id as "intoId", m.evidence, rfc3339(m.said_at) as "saidAt", m.said_by as "saidBy"
    from unnest(${arrayText(links.map(({ userId }) => userId))}::text[],
      ${arrayText(links.map(({ anonymousId }) => anonymousId))}::text[]) with ordinality l (user_id, visitor_id, n)
    left join lateral (
      select i.customer_id from identities i where i.kind = 'visitor' and i.key = l.visitor_id
    ) v on true
    left join lateral (select i.customer_id from identities i where i.kind = 'user' and i.key = l.user_id) u on true
    left join lateral merge_of(v.customer_id) m on true
    order by l.n`.execute(tx);
  return rows;
}

/**
 * What to do: merge, move (take the merge back that a later claim made, and merge by this one), nothing, or refuse because
 * the visitor is somebody else.
 */
export function decide(state: LinkState | undefined, link: Link): 'merge' | 'move' | 'nothing' | 'refused' {
  if (!state || state.visitorId === null || state.userCustomerId === null) return 'merge';
  if (state.visitorId === state.userCustomerId) return 'nothing';
  if (state.intoId !== null) {
    const { saidAt, saidBy, evidence } = state;
    const isSame = state.intoId === state.userCustomerId || state.isOne;
    // A member's decision and a proof stand.
    if (saidAt === null || saidBy === null) return isSame ? 'nothing' : 'refused';
    const before = { verified: evidence === 'server', occurredAt: saidAt, messageId: saidBy };
    if (isBefore(link, before)) return state.isRefused ? 'refused' : 'move';
    return isSame ? 'nothing' : 'refused';
  }
  if (state.isOne) return 'nothing';
  return state.isKnown || state.isRefused ? 'refused' : 'merge';
}
