/** What the screen of business hours fetches. */
import { queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { HeldHours } from '../../../contract/hours.ts';
import { call } from '../../lib/api.ts';

export const hoursQuery = queryOptions({
  queryKey: ['hours'],
  queryFn: async ({ signal }): Promise<HeldHours[]> => (await call(endpoints.listHours, {}, { signal })).data,
  staleTime: 60_000,
});
