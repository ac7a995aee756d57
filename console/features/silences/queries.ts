/** What is fetched about silences, and under which keys it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { HeldRule } from '../../../contract/silences.ts';
import { call } from '../../lib/api.ts';

export type WaitingFilter = { state: 'waiting' | 'closed'; inboxId?: string };

const pageSize = 50;
/** How long somebody has waited is told to the minute. */
const refetchMs = 60_000;

/** Who waits, page by page. */
export function waitingQuery(filter: WaitingFilter) {
  return infiniteQueryOptions({
    queryKey: ['waiting', filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return call(endpoints.listWaiting, { query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: refetchMs,
  });
}

/** The rules, that of all inboxes first. */
export const rulesQuery = queryOptions({
  queryKey: ['silence-rules'],
  queryFn: async ({ signal }): Promise<HeldRule[]> =>
    (await call(endpoints.listSilenceRules, {}, { signal })).data,
});
