/** What is fetched about merges, and what changes them. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { customerQuery } from './queries.ts';

/** The records that a customer is made of, besides its own. */
export function mergesQuery(id: string) {
  return queryOptions({
    queryKey: ['merges', id],
    queryFn: async ({ signal }) => (await call(endpoints.listMerges, { params: { id } }, { signal })).data,
  });
}

/** Customers who may be the same person. */
export function suggestionsQuery(id: string) {
  return queryOptions({
    queryKey: ['merge-suggestions', id],
    queryFn: async ({ signal }) =>
      (await call(endpoints.listMergeSuggestions, { params: { id } }, { signal })).data,
  });
}

/** What would happen. Always asked anew: it is the ground of a decision. */
export function previewQuery(id: string, other: string) {
  return queryOptions({
    queryKey: ['merge-preview', id, other],
    queryFn: ({ signal }) => call(endpoints.previewMerge, { params: { id }, query: { other } }, { signal }),
    gcTime: 0,
  });
}

/** Merging, undoing, refusing; what is shown of the customer is fetched again. */
export function useMerging(id: string) {
  const cache = useQueryClient();
  const params = { id };
  const renew = () =>
    Promise.all(
      [
        customerQuery(id).queryKey,
        ['merges', id],
        ['merge-suggestions', id],
        ['timeline', id],
        ['customer-conversations', id],
        ['customers'],
        ['duplicates'],
      ].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
  return {
    merge: async (customerId: string) => {
      await call(endpoints.mergeCustomers, { params, body: { customerId } });
      await renew();
    },
    undo: async (customerId: string) => {
      await call(endpoints.unmergeCustomer, { params, body: { customerId } });
      await renew();
    },
    refuse: async (customerId: string) => {
      await call(endpoints.refuseMerge, { params, body: { customerId } });
      await renew();
    },
  };
}
