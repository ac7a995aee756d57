/** What the screens fetch of keys. */
import { queryOptions } from '@tanstack/react-query';
import type { Key } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }): Promise<Key[]> => (await call(endpoints.listKeys, {}, { signal })).data,
});
