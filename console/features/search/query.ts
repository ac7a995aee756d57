/** Asking the server for messages, by what was read of a search. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { FoundMessage } from '../../../contract/messages.ts';
import { call } from '../../lib/api.ts';
import { typingMs } from '../../lib/people.ts';
import type { OperatorName, Read } from './operators.ts';

const pageSize = 25;

export type Query = Record<string, string>;

/** The parameters of a search; undefined while it asks for nothing, or for something that is not understood. */
export function queryOf({ words, filters }: Read): Query | undefined {
  if (words === '' && filters.length === 0) return undefined;
  if (filters.some((filter) => 'fault' in filter)) return undefined;
  const ids = (name: OperatorName) =>
    filters.flatMap((filter) => (filter.name === name && 'id' in filter ? [filter.id] : []));
  const joined = (list: readonly string[]) => list.join();
  const from = ids('from');
  const sayers = from.filter((id) => !isMember(id));
  const query = {
    search: words,
    said: joined(sayers),
    author: joined(from.filter(isMember)),
    inbox: joined(ids('inbox')),
    assignee: joined(ids('assignee')),
    tag: joined(ids('tag')),
    status: ids('status').at(-1) ?? '',
    hasFile: ids('has').length > 0 ? 'true' : '',
    after: dayStart(ids('after').at(-1)),
    before: dayStart(ids('before').at(-1)),
  };
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== '' || name === 'search'),
  );
}

const isMember = (id: string): boolean => id.includes('-');

/** When a day begins where the reader is. */
function dayStart(day: string | undefined): string {
  return day === undefined ? '' : new Date(`${day}T00:00:00`).toISOString();
}

/** The messages that are found while somebody types: an older answer never stands in the place of a newer one. */
export function useMessages(query: Query | undefined) {
  const wanted = query === undefined ? '' : JSON.stringify(query);
  const [settled] = useDebouncedValue(wanted, typingMs);
  const { data, error, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ['messages', settled],
      queryFn: ({ pageParam, signal }) =>
        call(
          endpoints.searchMessages,
          {
            query: {
              ...(JSON.parse(settled) as Query),
              limit: pageSize,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          } as never,
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      enabled: settled !== '',
      placeholderData: keepPreviousData,
      retry: false,
    });
  const isWanted = wanted !== '' && settled !== '';
  const messages: FoundMessage[] = isWanted ? (data?.pages.flatMap((page) => page.data) ?? []) : [];
  return {
    messages,
    isKnown: isWanted && data !== undefined,
    /** What is shown is what was asked for last. */
    isCurrent: wanted === settled && !isFetching,
    error: isWanted && wanted === settled ? error : null,
    hasMore: hasNextPage,
    isFetchingMore: isFetchingNextPage,
    more: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}
