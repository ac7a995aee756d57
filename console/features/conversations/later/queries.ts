/** What is to be sent later, and under which keys it is kept. Entries make it old (see `staleAfter`). */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { endpoints } from '../../../../contract/endpoints.ts';
import type { ScheduledCount, ScheduledMessage } from '../../../../contract/scheduled.ts';
import { call } from '../../../lib/api.ts';
import { listenToScheduled } from './told.ts';

export type Later = { data: ScheduledMessage[]; customerTimeZone: string | null };

/** What is to be sent in a conversation, and on which clock its customer lives. */
export function scheduledQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['scheduled', 'of', conversationId],
    queryFn: ({ signal }): Promise<Later> =>
      call(endpoints.listScheduledMessages, { params: { id: conversationId } }, { signal }),
  });
}

/** In which conversations something is to be sent. */
export const countsQuery = queryOptions({
  queryKey: ['scheduled', 'counts'],
  queryFn: async ({ signal }): Promise<ScheduledCount[]> =>
    (await call(endpoints.countScheduledMessages, {}, { signal })).data,
  staleTime: 60_000,
});

const none: readonly ScheduledMessage[] = [];

/** What is to be sent in a conversation; what this tab has scheduled stands there at once. */
export function useScheduled(conversationId: string): readonly ScheduledMessage[] {
  const cache = useQueryClient();
  const { data } = useQuery(scheduledQuery(conversationId));
  useEffect(
    () =>
      listenToScheduled((made) => {
        if (made.conversationId !== conversationId) return;
        cache.setQueryData<Later>(
          scheduledQuery(conversationId).queryKey,
          (before) =>
            before && {
              ...before,
              data: [...before.data.filter(({ id }) => id !== made.id), made].sort((a, b) =>
                a.sendAt < b.sendAt ? -1 : 1,
              ),
            },
        );
      }),
    [cache, conversationId],
  );
  return data?.data ?? none;
}
