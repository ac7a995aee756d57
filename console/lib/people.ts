/** Finds a few people while somebody types: the newest answer counts, and the one before stays until it is there. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Customer } from '../../contract/customers.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { call } from './api.ts';
import { useMay } from './session.ts';

/** How long a pause in typing is. */
export const typingMs = 120;
const peopleMax = 6;

/** Those who match best. */
export function usePeople(search: string): { people: Customer[]; isSearching: boolean; error: Error | null } {
  const may = useMay();
  const [settled] = useDebouncedValue(search, typingMs);
  const isWanted = search !== '' && settled !== '' && may('customers:read');
  const { data, error, isFetching } = useQuery({
    queryKey: ['customers', settled, 'few'],
    queryFn: async ({ signal }) => {
      const query = { search: settled, limit: peopleMax };
      return (await call(endpoints.listCustomers, { query }, { signal })).data;
    },
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return {
    people: isWanted ? (data ?? []) : [],
    isSearching: isWanted && (isFetching || settled !== search),
    error: isWanted ? error : null,
  };
}
