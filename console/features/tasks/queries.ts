/** What is fetched about tasks and dates, and under which keys it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';

export type TaskFilter = {
  state?: 'open' | 'done';
  /** `me`, `none` or the id of a member. */
  assignee?: string;
  customerId?: string;
};

const pageSize = 100;

/** Tasks, page by page. */
export function tasksQuery(filter: TaskFilter) {
  return infiniteQueryOptions({
    queryKey: ['tasks', filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return call(endpoints.listTasks, { query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** The dates of all customers that come within so many days. */
export function upcomingDatesQuery(days: number) {
  return queryOptions({
    queryKey: ['upcoming-dates', days],
    queryFn: async ({ signal }) =>
      (await call(endpoints.listUpcomingDates, { query: { days } }, { signal })).data,
  });
}
