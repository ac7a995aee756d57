/** Finds a few companies while somebody types, as people are found. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Company } from '../../contract/companies.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { call } from './api.ts';
import { typingMs } from './people.ts';
import { useMay } from './session.ts';

const companiesMax = 4;

/** Those that match best. */
export function useCompanies(search: string): { companies: Company[]; isSearching: boolean } {
  const may = useMay();
  const [settled] = useDebouncedValue(search, typingMs);
  const isWanted = search !== '' && settled !== '' && may('customers:read');
  const { data, isFetching } = useQuery({
    queryKey: ['companies', settled, 'few'],
    queryFn: async ({ signal }) => {
      const query = { search: settled, limit: companiesMax };
      return (await call(endpoints.listCompanies, { query }, { signal })).data;
    },
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return {
    companies: isWanted ? (data ?? []) : [],
    isSearching: isWanted && (isFetching || settled !== search),
  };
}
