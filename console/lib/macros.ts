/** The macros that a member may use, and what their variables stand for. */
import { queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../contract/endpoints.ts';
import { firstName, type MacroValues } from '../../contract/macro-text.ts';
import type { Macro } from '../../contract/macros.ts';
import { call } from './api.ts';

/** The shared macros and the member's own, by name. */
export const macrosQuery = queryOptions({
  queryKey: ['macros'],
  queryFn: async ({ signal }): Promise<Macro[]> => (await call(endpoints.listMacros, {}, { signal })).data,
  staleTime: 60_000,
});

/** The variables that every customer has. */
export function plainValues(
  customer: string | null,
  { member, workspace }: { member: { name: string }; workspace: { name: string } },
): MacroValues {
  const name = customer ?? '';
  return {
    'customer.name': name,
    'customer.first_name': firstName(name),
    'member.name': member.name,
    'member.first_name': firstName(member.name),
    'workspace.name': workspace.name,
  };
}

/** The variables that a customer's attributes make. */
export function attributeValues(attributes: Record<string, unknown>): MacroValues {
  const told = Object.entries(attributes).flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[`customer.${key}`, String(value)]] : [],
  );
  return Object.fromEntries(told);
}
