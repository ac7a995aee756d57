/** What is fetched about orders, and under which keys it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';

const pageSize = 5;

/** A customer's orders, newest first. */
export function ordersQuery(customerId: string) {
  return infiniteQueryOptions({
    queryKey: ['orders', customerId],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return call(
        endpoints.listOrders,
        { query: { customer: customerId, limit: pageSize, ...cursor } },
        { signal },
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** What a customer's orders add up to. */
export function orderFactsQuery(customerId: string) {
  return queryOptions({
    queryKey: ['order-facts', customerId],
    queryFn: ({ signal }) => call(endpoints.readOrderFacts, { params: { id: customerId } }, { signal }),
  });
}

/** One order with its lines and refunds. */
export function orderQuery(id: string) {
  return queryOptions({
    queryKey: ['order', id],
    queryFn: ({ signal }) => call(endpoints.readOrder, { params: { id } }, { signal }),
  });
}
