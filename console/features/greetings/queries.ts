/** What the screens of greetings fetch. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Greeting, GreetingOutcome } from '../../../contract/greetings.ts';
import { call } from '../../lib/api.ts';

/** All greetings, those of an inbox in the order in which they are tried. */
export const greetingsQuery = queryOptions({
  queryKey: ['greetings'],
  queryFn: async ({ signal }): Promise<Greeting[]> =>
    (await call(endpoints.listGreetings, {}, { signal })).data,
});

/** To whom one was shown, or who did what with it. */
export const showingsQuery = (id: string, outcome: GreetingOutcome) =>
  infiniteQueryOptions({
    queryKey: ['greetings', id, outcome],
    queryFn: ({ pageParam, signal }) =>
      call(
        endpoints.listGreetingShowings,
        { params: { id }, query: { outcome, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
