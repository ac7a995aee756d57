/** What the screens of macros fetch. */
import { queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Macro } from '../../../contract/macros.ts';
import { call } from '../../lib/api.ts';

/** The shared macros and the member's own, by name. */
export const macrosQuery = queryOptions({
  queryKey: ['macros'],
  queryFn: async ({ signal }): Promise<Macro[]> => (await call(endpoints.listMacros, {}, { signal })).data,
  staleTime: 60_000,
});
