/** What the member was told of and has not seen: known on every screen. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../contract/endpoints.ts';
import type { PromiseReminder } from '../../contract/promises.ts';
import type { SilenceAlarm } from '../../contract/silences.ts';
import type { Reminder } from '../../contract/tasks.ts';
import { call } from './api.ts';
import { useMay } from './session.ts';

export const remindersQuery = queryOptions({
  queryKey: ['reminders'],
  queryFn: async ({ signal }): Promise<Reminder[]> =>
    (await call(endpoints.listReminders, {}, { signal })).data,
  staleTime: 60_000,
});

export const promiseRemindersQuery = queryOptions({
  queryKey: ['promise-reminders'],
  queryFn: async ({ signal }): Promise<PromiseReminder[]> =>
    (await call(endpoints.listPromiseReminders, {}, { signal })).data,
  staleTime: 60_000,
});

export const silenceAlarmsQuery = queryOptions({
  queryKey: ['silence-alarms'],
  queryFn: async ({ signal }): Promise<SilenceAlarm[]> =>
    (await call(endpoints.listSilenceAlarms, {}, { signal })).data,
  staleTime: 60_000,
});

/** Those that were not seen yet, the last one first. */
export function useReminders(): readonly Reminder[] {
  const may = useMay();
  const { data } = useQuery({ ...remindersQuery, enabled: may('customers:read') });
  return data ?? [];
}

/** Promises that are to be kept soon. */
export function usePromiseReminders(): readonly PromiseReminder[] {
  const may = useMay();
  const { data } = useQuery({ ...promiseRemindersQuery, enabled: may('conversations:read') });
  return data ?? [];
}

/** Customers for whom the member was woken, and who wait still. */
export function useSilenceAlarms(): readonly SilenceAlarm[] {
  const may = useMay();
  const { data } = useQuery({ ...silenceAlarmsQuery, enabled: may('conversations:read') });
  return data ?? [];
}
