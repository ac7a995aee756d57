/** The pairs of customers who may be one person, and keeping them current while they are on screen. */
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useEntries } from '../../../lib/live.ts';

const pageSize = 20;
/** The list follows what is told, a moment later: pairs are looked for behind everything else. */
const settleMs = 1_000;
const followMs = 5_000;
const againMs = 15_000;

export const duplicatesQuery = infiniteQueryOptions({
  queryKey: ['duplicates', 'list'],
  queryFn: ({ pageParam, signal }) => {
    const cursor = pageParam === null ? {} : { cursor: pageParam };
    return call(endpoints.listDuplicates, { query: { limit: pageSize, ...cursor } }, { signal });
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: againMs,
});

/** How many there are. */
export const duplicatesCountQuery = queryOptions({
  queryKey: ['duplicates', 'count'],
  queryFn: async ({ signal }) =>
    (await call(endpoints.listDuplicates, { query: { limit: 1 } }, { signal })).count,
  staleTime: againMs,
});

/** Asks again after entries that may make or end a pair. */
export function useLiveDuplicates(): void {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const until = useRef(0);
  const ask = () => {
    void cache.invalidateQueries({ queryKey: ['duplicates'] });
    if (Date.now() < until.current) return;
    clearInterval(timer.current);
    timer.current = undefined;
  };
  useEntries((entries) => {
    if (!entries.some(({ kind }) => /^(customer|order|review|entries)\./.test(kind))) return;
    until.current = Date.now() + followMs;
    timer.current ??= setInterval(ask, settleMs);
  });
  useEffect(() => () => clearInterval(timer.current), []);
}
