/** What is fetched of notes, needs and dates, and under which keys it is kept. */
import { queryOptions } from '@tanstack/react-query';
import type { CustomerDate } from '../../../../contract/dates.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import type { Entry } from '../../../../contract/entries.ts';
import type { Need as PlainNeed } from '../../../../contract/needs.ts';
import type { CustomerNote } from '../../../../contract/notes.ts';
import { call } from '../../../lib/api.ts';

export type Need = Omit<PlainNeed, 'evidence'> & { evidence: Entry[] };

/** The notes on a customer, pinned ones first. */
export function notesQuery(id: string) {
  return queryOptions({
    queryKey: ['notes', id],
    queryFn: async ({ signal }): Promise<CustomerNote[]> =>
      (await call(endpoints.listNotes, { params: { id } }, { signal })).data,
  });
}

/** What a customer needs and expects, open ones first. */
export function needsQuery(id: string) {
  return queryOptions({
    queryKey: ['needs', id],
    queryFn: async ({ signal }): Promise<Need[]> =>
      (await call(endpoints.listNeeds, { params: { id } }, { signal })).data as Need[],
  });
}

/** A customer's important dates, the next one first. */
export function datesQuery(id: string) {
  return queryOptions({
    queryKey: ['dates', id],
    queryFn: async ({ signal }): Promise<CustomerDate[]> =>
      (await call(endpoints.listDates, { params: { id } }, { signal })).data,
  });
}
