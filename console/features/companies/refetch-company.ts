/** Fetches again what depends on who belongs to a company. */
import type { QueryClient } from '@tanstack/react-query';

export function refetchCompany(cache: QueryClient, id: string): void {
  for (const key of ['company', 'company-facts', 'company-people', 'company-orders', 'timeline']) {
    void cache.invalidateQueries({ queryKey: [key, id] });
  }
}
