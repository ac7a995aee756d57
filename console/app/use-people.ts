/** Finds people by the start of their name, or by an address of theirs. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Customer } from '../../contract/customers.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { call } from '../lib/api.ts';
import { useMay } from '../lib/session.ts';

const typingMs = 120;
const peopleMax = 6;
const lettersMin = 2;

/** What may be an address: `ana@…` and `+55…` are one each of which the kind is clear, the rest is a user id. */
export function identityOf(query: string): string {
  if (query.includes('@')) return `email:${query}`;
  if (/^\+?[\d\s().-]{6,}$/.test(query)) return `phone:${query.replace(/[^\d+]/g, '')}`;
  return query;
}

/** The address by which people know somebody best. */
export function addressOf(person: Customer): string | undefined {
  return person.identities.find(({ kind }) => kind !== 'visitor')?.value;
}

/** The people who match, those found by their address first. */
export function usePeople(query: string): Customer[] {
  const may = useMay();
  const [settled] = useDebouncedValue(query, typingMs);
  const isWanted = settled.length >= lettersMin || /\p{Script=Han}/u.test(settled);
  const { data } = useQuery({
    queryKey: ['people', settled],
    queryFn: ({ signal }) => find(settled, signal),
    enabled: isWanted && may('customers:read'),
    placeholderData: keepPreviousData,
  });
  return isWanted && query !== '' ? (data ?? []) : [];
}

async function find(query: string, signal: AbortSignal): Promise<Customer[]> {
  const [known, named] = await Promise.all([
    call(endpoints.listCustomers, { query: { identity: identityOf(query), limit: peopleMax } }, { signal }),
    call(endpoints.listCustomers, { query: { name: query, limit: peopleMax } }, { signal }),
  ]);
  const found = new Map([...known.data, ...named.data].map((customer) => [customer.id, customer]));
  return [...found.values()].slice(0, peopleMax);
}
