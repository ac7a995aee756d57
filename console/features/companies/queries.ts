/** What is fetched about companies, and under which keys it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';

const peoplePageSize = 50;
const ordersPageSize = 5;

/** Companies, newest first; with a search those that match, the best match first. */
export function companiesQuery({ search, isArchived }: { search: string; isArchived: boolean }) {
  return infiniteQueryOptions({
    queryKey: ['companies', { search, isArchived }],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(search === '' ? {} : { search }),
        ...(isArchived ? { archived: 'true' as const } : {}),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return call(endpoints.listCompanies, { query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** One company. */
export function companyQuery(id: string) {
  return queryOptions({
    queryKey: ['company', id],
    queryFn: ({ signal }) => call(endpoints.readCompany, { params: { id } }, { signal }),
  });
}

/** What its people come to. */
export function factsQuery(id: string) {
  return queryOptions({
    queryKey: ['company-facts', id],
    queryFn: ({ signal }) => call(endpoints.readCompanyFacts, { params: { id } }, { signal }),
  });
}

/** Who belongs to it, those who came last first. */
export function peopleQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['company-people', id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: peoplePageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return call(endpoints.listCompanyPeople, { params: { id }, query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Orders of its people, newest first. */
export function companyOrdersQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['company-orders', id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: ordersPageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return call(endpoints.listCompanyOrders, { params: { id }, query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
