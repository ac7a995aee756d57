/** Whom a company's page knows already: from its list of people, and from the entries of its timeline. */
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import type { Entry } from '../../../contract/entries.ts';
import { peopleQuery } from './queries.ts';

/** Those people who have been fetched, by id. */
export function useKnownPeople(companyId: string): ReadonlyMap<string, Customer> {
  const { data } = useInfiniteQuery(peopleQuery(companyId));
  return useMemo(
    () =>
      new Map(
        data?.pages.flatMap((page) => page.data.map(({ customer }) => [customer.id, customer] as const)),
      ),
    [data],
  );
}

/** The customers of the entries that the company's timelines hold, as text so that it is the same while they are. */
export function useTold(companyId: string): string[] {
  const cache = useQueryClient();
  const told = useSyncExternalStore(
    // What was fetched, and nothing else: queries are added while others are drawn, and nobody may be told meanwhile.
    (changed) =>
      cache.getQueryCache().subscribe(({ type }) => {
        if (type === 'updated') changed();
      }),
    () => {
      const pages = cache
        .getQueriesData<InfiniteData<{ data: readonly Entry[] }>>({ queryKey: ['timeline', companyId] })
        .flatMap(([, data]) => data?.pages ?? []);
      return [...new Set(pages.flatMap(({ data }) => data.flatMap(({ customerId }) => customerId ?? [])))]
        .sort()
        .join(' ');
    },
  );
  return told === '' ? [] : told.split(' ');
}
