/** What is done to many conversations: how far it is, beginning it, cancelling it and taking it back. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { Bulk, BulkAction } from '../../../../contract/bulks.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { queryOfFilter, type ViewFilter } from '../../../../contract/view-filter.ts';
import { call } from '../../../lib/api.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { failure } from '../../../ui/notices.tsx';

const pollMilliseconds = 500;
const leftShown = 50;

export function isBusy(bulk: Bulk | undefined): boolean {
  return bulk?.state === 'running' || bulk?.state === 'undoing';
}

/** The member's newest bulk, fetched again and again while the server is at work on it. */
export const lastBulkQuery = queryOptions({
  queryKey: ['bulks', 'last'],
  queryFn: async ({ signal }): Promise<Bulk | null> =>
    (await call(endpoints.listBulks, { query: { limit: '1' } }, { signal })).data[0] ?? null,
  refetchInterval: ({ state }) => (isBusy(state.data ?? undefined) ? pollMilliseconds : false),
});

/** The first conversations that were left as they were. */
export const leftQuery = (id: string, state: Bulk['state']) =>
  queryOptions({
    queryKey: ['bulks', id, 'left', state],
    queryFn: async ({ signal }) =>
      (
        await call(
          endpoints.listBulkLeft,
          { params: { id }, query: { limit: String(leftShown) } },
          { signal },
        )
      ).data,
  });

/** How many conversations stand in a view. */
export const viewCountQuery = (filter: ViewFilter) =>
  queryOptions({
    queryKey: ['view-preview', queryOfFilter(filter)],
    queryFn: ({ signal }) => call(endpoints.previewView, { query: queryOfFilter(filter) }, { signal }),
    staleTime: 5_000,
  });

/** Begins, cancels and undoes; what is refused is said. Answers whether it was taken. */
export function useBulks() {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const keep = async (asking: Promise<Bulk>, isBusyText?: string): Promise<boolean> => {
    try {
      cache.setQueryData(lastBulkQuery.queryKey, await asking);
      return true;
    } catch (error) {
      failure(
        isBusyText && isBusy((await cache.fetchQuery(lastBulkQuery).catch(() => undefined)) ?? undefined)
          ? isBusyText
          : problemText(error),
      );
      return false;
    }
  };
  return {
    start: (
      what: { conversationIds: string[] } | { filter: ViewFilter },
      action: BulkAction,
      isBusyText: string,
    ) => keep(call(endpoints.startBulk, { body: { ...what, actions: [action] } }), isBusyText),
    cancel: (id: string) => keep(call(endpoints.cancelBulk, { params: { id } })),
    undo: (id: string) => keep(call(endpoints.undoBulk, { params: { id } })),
  };
}
