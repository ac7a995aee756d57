/**
 * The customers whom a condition without a name fits, page by page: the list of customers narrowed by it, with or without
 * a search. Each page looks at customers for a short time; where few of very many fit, a page is short, or empty, and
 * `next` goes on behind the last one who was looked at.
 */
import type { Condition } from '../../contract/conditions.ts';
import type { Customer } from '../../contract/customers.ts';
import { Problem } from '../../contract/errors.ts';
import { id as idSchema, time } from '../../contract/ids.ts';
import { type Belonging, searchCustomers } from '../customers/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { type Asked, type Deps, lookingAt } from './looking.ts';
import { newestFirst, type Place } from './newest-first.ts';
import { peopleOf } from './queries.ts';

export type MatchDeps = Deps & { belonging: Belonging };
type Query = {
  condition: Condition;
  search?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};
type Page = { data: Customer[]; next: string | null };

/** One page. `signal`: nobody waits for it any more. @throws Problem `invalid-input` for what the condition names. */
export async function listMatches(
  deps: MatchDeps,
  workspaceId: string,
  query: Query,
  signal: AbortSignal,
): Promise<Page> {
  const asked = { workspaceId, condition: query.condition, signal };
  const page = await (query.search === undefined
    ? newestMatches(deps, asked, query)
    : foundMatches(deps, asked, { ...query, search: query.search }));
  if (signal.aborted) throw new Problem('conflict', 'The request was given up.');
  return page;
}

/** The newest customers first. */
async function newestMatches(deps: MatchDeps, asked: Asked, { cursor, limit }: Query): Promise<Page> {
  const key = decodeCursor(cursor, [time, idSchema]);
  const found: string[] = [];
  let next: Place | undefined;
  let hasLooked = false;
  for await (const batch of lookingAt(deps, asked, key && { at: key[0], id: key[1] }, newestFirst())) {
    hasLooked = true;
    found.push(...batch.fits);
    next = batch.next;
    if (found.length > limit) break;
  }
  if (!hasLooked) refuseSlow();
  const data = await inWorkspace(deps.db, asked.workspaceId, (tx) => peopleOf(tx, found.slice(0, limit)));
  const last = data.at(-1);
  if (found.length > limit && last) return { data, next: encodeCursor([last.createdAt, last.id]) };
  return { data, next: next ? encodeCursor([next.at, next.id]) : null };
}

/** Those who match a search, in its order. */
async function foundMatches(
  deps: MatchDeps,
  asked: Asked,
  { search, cursor, limit }: Query & { search: string },
): Promise<Page> {
  const data: Customer[] = [];
  let people: Customer[] = [];
  let next: string | undefined;
  let hasLooked = false;
  const batches = lookingAt<string>(deps, asked, cursor, async (tx, place) => {
    const query = { search, cursor: place, limit: limit - data.length };
    const page = await searchCustomers(tx, query, deps.belonging);
    people = page.data;
    return { ids: people.map(({ id }) => id), next: page.next ?? undefined };
  });
  for await (const { fits, next: behind } of batches) {
    hasLooked = true;
    data.push(...people.filter(({ id }) => fits.includes(id)));
    next = behind;
    if (data.length >= limit) break;
  }
  if (!hasLooked) refuseSlow();
  return { data, next: next ?? null };
}

/** Not one customer could be looked at: the same page would never end. */
function refuseSlow(): never {
  throw new Problem(
    'too-broad',
    'Looking at a hundred customers takes too long with these conditions. Use fewer of them, or try again in a moment.',
  );
}
