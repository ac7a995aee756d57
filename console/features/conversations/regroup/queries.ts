/** What a conversation has to do with others. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useEntries } from '../../../lib/live.ts';
import { changesRelated } from './changing.ts';

/** Those that are part of it, and those that it is linked with. */
export function relatedQuery(id: string) {
  return queryOptions({
    queryKey: ['related-conversations', id],
    queryFn: ({ signal }) => call(endpoints.listRelated, { params: { id } }, { signal }),
    // Nobody listens while the conversation is not open.
    staleTime: 0,
  });
}

/** Asks anew when somebody merges, splits or links. */
export function useLiveRelated(id: string): void {
  const cache = useQueryClient();
  useEntries((entries) => {
    if (!entries.some((entry) => changesRelated(entry, id))) return;
    void cache.invalidateQueries({ queryKey: relatedQuery(id).queryKey });
    void cache.invalidateQueries({ queryKey: ['customer-conversations'] });
  });
}
