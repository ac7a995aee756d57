/** Who is there, as every screen shows it: current by the entries that tell it (see `staleAfter`). */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Availability } from '../../contract/availability.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { call } from './api.ts';

export const availabilityQuery = queryOptions({
  queryKey: ['availability'],
  queryFn: async ({ signal }): Promise<Availability[]> =>
    (await call(endpoints.listAvailability, {}, { signal })).data,
  staleTime: 60_000,
});

/** Whether a member is online, away or offline; `undefined` while that is not known. */
export function useAvailability(): (memberId: string) => Availability | undefined {
  const { data } = useQuery(availabilityQuery);
  return (memberId) => data?.find((one) => one.memberId === memberId);
}
