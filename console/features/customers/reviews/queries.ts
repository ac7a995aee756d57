/** What is fetched about reviews, and keeping it current while it is on screen. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useEntries } from '../../../lib/live.ts';

const pageSize = 30;
/** Many may come at once; they are asked for again at most this often. */
const settleMs = 1_000;

/** Empty: whatever. `site` of reviews in the shop itself is `own`. */
export type Filter = { stars: string; site: string; text: string };
export const everything: Filter = { stars: '', site: '', text: '' };
/** Stands for reviews that were written in the shop itself, whose site has no name. */
export const ownSite = 'own:';

function asQuery({ stars, site, text }: Filter) {
  return {
    ...(stars === '' ? {} : { stars: Number(stars) }),
    ...(site === '' ? {} : { site: site === ownSite ? '' : site }),
    ...(text === 'with' || text === 'without' ? { text: text as 'with' | 'without' } : {}),
  };
}

/** Reviews, newest first. */
export function reviewsQuery(filter: Filter) {
  return infiniteQueryOptions({
    queryKey: ['reviews', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const query = { ...asQuery(filter), limit: pageSize, ...cursor };
      return call(endpoints.listReviews, { query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** What the same reviews come to. */
export function summaryQuery(filter: Filter) {
  return queryOptions({
    queryKey: ['reviews', 'summary', filter],
    queryFn: ({ signal }) => call(endpoints.summariseReviews, { query: asQuery(filter) }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Asks again after a review was written, or taken back. */
export function useLiveReviews(): void {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEntries((entries) => {
    const concerns = entries.some(({ kind }) => kind === 'review.posted' || kind === 'entries.withdrawn');
    if (timer.current !== undefined || !concerns) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void cache.invalidateQueries({ queryKey: ['reviews'] });
    }, settleMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
