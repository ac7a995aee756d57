/** What is fetched about promises, and under which keys it is kept. */
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { CustomerPromise } from '../../../contract/promises.ts';
import { call } from '../../lib/api.ts';

export type PromiseFilter = {
  state: 'open' | 'kept' | 'broken' | 'moved' | 'withdrawn';
  /** `me`, `none` or the id of a member. */
  member?: string;
  customerId?: string;
  days?: number;
};

const pageSize = 100;
/** Signs in the list of conversations are of so many promises that are due first. */
const signsMax = 100;

/** Promises, page by page. */
export function promisesQuery(filter: PromiseFilter) {
  return infiniteQueryOptions({
    queryKey: ['promises', 'list', filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return call(endpoints.listPromises, { query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** How many of those that were due were kept. */
export function rateQuery(days: number, member: string | undefined) {
  return queryOptions({
    queryKey: ['promises', 'rate', days, member],
    queryFn: ({ signal }) =>
      call(endpoints.readPromiseRate, { query: { days, ...(member ? { member } : {}) } }, { signal }),
  });
}

/** The open promises of everybody that are due first, for the signs in lists. */
export const openPromisesQuery = queryOptions({
  queryKey: ['promises', 'open'],
  queryFn: async ({ signal }): Promise<CustomerPromise[]> =>
    (await call(endpoints.listPromises, { query: { state: 'open', limit: signsMax } }, { signal })).data,
  staleTime: 60_000,
});

/** The open promises of a conversation. */
export function promisesOfQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['promises', 'of', conversationId],
    queryFn: async ({ signal }): Promise<CustomerPromise[]> =>
      (
        await call(
          endpoints.listPromises,
          { query: { state: 'open', limit: signsMax, conversationId } },
          { signal },
        )
      ).data,
  });
}

/** Whether something is promised in a conversation, as far as it was fetched: it is shown there, or in the list. */
export function hasOpenPromise(cache: QueryClient, conversationId: string): boolean {
  const own = cache.getQueryData(promisesOfQuery(conversationId).queryKey);
  if (own) return own.length > 0;
  const all = cache.getQueryData(openPromisesQuery.queryKey) ?? [];
  return all.some((one) => one.conversationId === conversationId);
}
