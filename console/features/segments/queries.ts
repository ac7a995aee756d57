/** What the screens of segments fetch and send. */
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Condition } from '../../../contract/conditions.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Segment } from '../../../contract/segments.ts';
import { call, callForFile } from '../../lib/api.ts';
import { useEntries } from '../../lib/live.ts';

const pollMilliseconds = 1_000;

/** All segments that live; fetched again and again while the server looks at everybody for one of them. */
export const segmentsQuery = queryOptions({
  queryKey: ['segments', 'live'],
  queryFn: async ({ signal }): Promise<Segment[]> =>
    (await call(endpoints.listSegments, { query: {} }, { signal })).data,
  refetchInterval: ({ state }) =>
    state.data?.some(({ progress }) => progress !== null) ? pollMilliseconds : false,
});

/** Those of the archive too. */
export const archiveQuery = queryOptions({
  queryKey: ['segments', 'all'],
  queryFn: async ({ signal }): Promise<Segment[]> =>
    (await call(endpoints.listSegments, { query: { archived: 'yes' } }, { signal })).data,
});

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'one', id],
    queryFn: ({ signal }): Promise<Segment> => call(endpoints.readSegment, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.progress ? pollMilliseconds : false),
  });

/** Who is in a segment, those who entered last first. */
export const segmentPeopleQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['segment-people', id],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      return call(endpoints.listSegmentCustomers, { params: { id }, query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** A filter is looked at anew this often: page views and events don't come by the socket. */
const filterMilliseconds = 15_000;

/** Whom conditions without a name find, newest first; with a search those who match. */
export const matchesQuery = (condition: Condition, search: string) =>
  infiniteQueryOptions({
    queryKey: ['segment-matches', condition, search],
    queryFn: ({ pageParam, signal }) => {
      const body = {
        condition,
        ...(search === '' ? {} : { search }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return call(endpoints.listMatches, { body }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: filterMilliseconds,
    retry: false,
  });

/** Whom a condition finds. A newer one makes nobody wait for this one any more. */
export const previewQuery = (condition: Condition) =>
  queryOptions({
    queryKey: ['segment-preview', condition],
    queryFn: ({ signal }) => call(endpoints.previewSegment, { body: { condition } }, { signal }),
    gcTime: 0,
    retry: false,
  });

type Suggested = 'attributes' | 'events' | 'properties' | 'topics' | 'currencies' | 'keys';

/** Names that were seen lately. */
export const suggestionsQuery = (of: Suggested, event?: string) =>
  queryOptions({
    queryKey: ['segment-suggestions', of, event],
    queryFn: async ({ signal }) => {
      const query = { of, ...(event ? { event } : {}) };
      return (await call(endpoints.suggestConditions, { query }, { signal })).data;
    },
    staleTime: 60_000,
  });

export const customerSegmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer-segments', id],
    queryFn: async ({ signal }) =>
      (await call(endpoints.listCustomerSegments, { params: { id } }, { signal })).data,
  });

/** Making and changing segments; what they are then is known at once. */
export function useSaving() {
  const cache = useQueryClient();
  const keep = async (segment: Segment): Promise<Segment> => {
    cache.setQueryData(segmentQuery(segment.id).queryKey, segment);
    await cache.invalidateQueries({ queryKey: ['segments'] });
    return segment;
  };
  return {
    create: async (body: { name: string; condition: Condition }) =>
      keep(await call(endpoints.createSegment, { body })),
    update: async (id: string, body: { name?: string; condition?: Condition; archived?: boolean }) =>
      keep(await call(endpoints.updateSegment, { params: { id }, body })),
  };
}

/** Many may come and go at once; lists are asked for again at most this often. */
const listMilliseconds = 1_000;

/** Keeps what is shown of segments current while it is on screen. */
export function useLiveSegments(): void {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEntries((entries) => {
    const moved = entries.some(
      ({ kind }) => kind.startsWith('segment.') || /^customer\.(un)?merged$/.test(kind),
    );
    if (!moved || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      for (const key of ['segments', 'segment-people']) void cache.invalidateQueries({ queryKey: [key] });
    }, listMilliseconds);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Saves who is in a segment on the reader's disk. */
export async function downloadPeople({ id, name }: Pick<Segment, 'id' | 'name'>): Promise<void> {
  const blob = await callForFile(endpoints.exportSegment, { params: { id } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
