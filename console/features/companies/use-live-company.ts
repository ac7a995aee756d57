/** Keeps what is shown of companies current while it is on screen. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Entry } from '../../../contract/entries.ts';
import { useEntries } from '../../lib/live.ts';
import { addToTimelines } from '../customers/index.ts';
import { companyQuery } from './queries.ts';
import { refetchCompany } from './refetch-company.ts';
import { useKnownPeople } from './use-told.ts';

/** Many entries may come at once; what is asked for again is asked for at most this often. */
const refetchMs = 1_000;
/** Somebody whom the page has not come to may belong to a large company all the same. */
const strangerMs = 5_000;

/** Runs `act` soon, and once for all calls until then. */
function useSoon(ms: number, act: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      act();
    }, ms);
  };
}

/** Hears what happens with a company and its people. */
export function useLiveCompany(id: string): void {
  const cache = useQueryClient();
  const people = useKnownPeople(id);
  const facts = useSoon(refetchMs, () => refetchFacts(cache, id));
  const all = useSoon(refetchMs, () => refetchCompany(cache, id));
  const strangers = useSoon(strangerMs, () => refetchCompany(cache, id));
  useEntries((entries) => {
    for (const entry of entries) {
      if (entry.kind === 'company.updated' && entry.payload.companyId === id) {
        void cache.invalidateQueries({ queryKey: companyQuery(id).queryKey });
      }
      if (isRegrouping(entry, id)) all();
      else if (entry.customerId === null) continue;
      else if (people.has(entry.customerId)) {
        addToTimelines(cache, id, entry);
        facts();
      } else if ((cache.getQueryData(companyQuery(id).queryKey)?.people ?? 0) > people.size) strangers();
    }
  });
}

/** After these, other people than before may belong to it. */
function isRegrouping(entry: Entry, id: string): boolean {
  if (entry.kind === 'customer.merged' || entry.kind === 'customer.unmerged') return true;
  const isMembership = entry.kind === 'company.member_added' || entry.kind === 'company.member_removed';
  return isMembership && entry.payload.companyId === id;
}

function refetchFacts(cache: QueryClient, id: string): void {
  for (const key of ['company-facts', 'company-people', 'company-orders']) {
    void cache.invalidateQueries({ queryKey: [key, id] });
  }
}

/** Keeps a list of companies current. */
export function useLiveCompanies(): void {
  const cache = useQueryClient();
  const refetch = useSoon(refetchMs, () => void cache.invalidateQueries({ queryKey: ['companies'] }));
  useEntries((entries) => {
    if (entries.some(({ kind }) => kind.startsWith('company.'))) refetch();
  });
}
