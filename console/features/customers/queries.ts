/** What is fetched about customers, and under which keys it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Touch } from '../../../contract/actors.ts';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { EntryKind } from '../../../contract/entries.ts';
import type { Profile } from '../../../contract/profile.ts';
import type { Stage } from '../../../contract/stage-names.ts';
import { call } from '../../lib/api.ts';
import type { TimelinePage } from './timeline-pages.ts';

/** One customer. The id of a merged one answers with the survivor. */
export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }): Promise<Customer> => call(endpoints.readCustomer, { params: { id } }, { signal }),
  });
}

/** What the team keeps of a customer. */
export function profileQuery(id: string) {
  return queryOptions({
    queryKey: ['profile', id],
    queryFn: ({ signal }): Promise<Profile> => call(endpoints.readProfile, { params: { id } }, { signal }),
  });
}

/**
 * A customer's entries, newest first, or those of everybody who belongs to a company; without `kinds` everything that
 * belongs to the story.
 */
export function timelineQuery(
  id: string,
  kinds: readonly EntryKind[] | undefined,
  limit: number,
  endpoint: typeof endpoints.readTimeline | typeof endpoints.readCompanyTimeline = endpoints.readTimeline,
  narrow: { stage?: Stage | undefined; touch?: Touch | undefined } = {},
) {
  const { stage, touch } = narrow;
  return infiniteQueryOptions({
    queryKey: ['timeline', id, { kinds, limit, stage, touch }] as const,
    queryFn: async ({ pageParam, signal }): Promise<TimelinePage> => {
      const query = {
        limit,
        ...(kinds ? { kinds: kinds.join(',') } : {}),
        ...(stage ? { stage } : {}),
        ...(touch ? { touch } : {}),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      const page = await call(endpoint, { params: { id }, query }, { signal });
      return page as unknown as TimelinePage;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Customers, newest first; with a search those who match, the best match first, of all or of a segment. */
export function customersQuery(search: string, segment?: string) {
  return infiniteQueryOptions({
    queryKey: ['customers', search, segment ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(search === '' ? {} : { search }),
        ...(segment === undefined ? {} : { segment }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return call(endpoints.listCustomers, { query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** How often the number of customers is asked for while it is on screen. */
const countMs = 15_000;

/** How many customers there are, up to a bound. */
export const customerCountQuery = queryOptions({
  queryKey: ['customer-count'],
  queryFn: ({ signal }) => call(endpoints.countCustomers, {}, { signal }),
  refetchInterval: countMs,
});

/** The companies that a customer belongs to. */
export function companiesOfQuery(id: string) {
  return queryOptions({
    queryKey: ['companies-of', id],
    queryFn: async ({ signal }) =>
      (await call(endpoints.listCustomerCompanies, { params: { id } }, { signal })).data,
  });
}

/** Page views don't come by the socket: who is looked at is asked about again this often. */
const touchesMs = 20_000;

/** How often somebody and the team met, for the first time and last. */
export function touchesQuery(id: string) {
  return queryOptions({
    queryKey: ['touches', id],
    queryFn: ({ signal }) => call(endpoints.readTouches, { params: { id } }, { signal }),
    refetchInterval: touchesMs,
  });
}

/** A customer's conversations, the one with the newest message first. */
export function conversationsQuery(customerId: string) {
  return queryOptions({
    queryKey: ['customer-conversations', customerId],
    queryFn: async ({ signal }) => {
      const query = { customerId, limit: 20 };
      return (await call(endpoints.listConversations, { query }, { signal })).data;
    },
  });
}
