/** What the lists of views fetch. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { EntryKind } from '../../../contract/entries.ts';
import type { SavedView } from '../../../contract/saved-views.ts';
import type { ViewCount } from '../../../contract/views.ts';
import { call } from '../../lib/api.ts';
import { useEntries } from '../../lib/live.ts';

/** The views that members keep: the own ones and those that everybody sees. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }): Promise<SavedView[]> => (await call(endpoints.listViews, {}, { signal })).data,
  staleTime: 60_000,
});

const countsQuery = queryOptions({
  queryKey: ['view-counts'],
  queryFn: async ({ signal }): Promise<Record<string, ViewCount>> =>
    (await call(endpoints.countViews, {}, { signal })).counts,
  // For how long somebody waits decides as well.
  refetchInterval: 60_000,
});

/** Counts are taken again at most so often. */
const countAgainMs = 500;

/** How many conversations stand in each view, as they come and go. */
export function useViewCounts(): Record<string, ViewCount> {
  const { data } = useQuery(countsQuery);
  const cache = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      void cache.invalidateQueries({ queryKey: countsQuery.queryKey });
    }, countAgainMs);
  };
  useEntries((entries) => {
    if (entries.some(({ kind }) => mayCount(kind))) again();
  }, again);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
    },
    [],
  );
  return data ?? {};
}

/** Whether an entry of this kind may bring a conversation into a view, or out of it. */
function mayCount(kind: EntryKind): boolean {
  return /^(conversation\.(?!read)|message\.|note\.added|team\.|segment\.(entered|left)|customer\.|profile\.|view\.)/.test(
    kind,
  );
}
