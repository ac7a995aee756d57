/** What the member was reminded of and has not seen: known on every screen. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../contract/endpoints.ts';
import type { Reminder } from '../../contract/tasks.ts';
import { call } from './api.ts';
import { useMay } from './session.ts';

export const remindersQuery = queryOptions({
  queryKey: ['reminders'],
  queryFn: async ({ signal }): Promise<Reminder[]> =>
    (await call(endpoints.listReminders, {}, { signal })).data,
  staleTime: 60_000,
});

/** Those that were not seen yet, the last one first. */
export function useReminders(): readonly Reminder[] {
  const may = useMay();
  const { data } = useQuery({ ...remindersQuery, enabled: may('customers:read') });
  return data ?? [];
}
