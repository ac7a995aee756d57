/** The entries that tell of companies. */
import type { Entry, EntryKind } from '../../contract/entries.ts';

/** Kinds that change companies. */
export const companyKinds = [
  'company.created',
  'company.updated',
  'company.member_added',
  'company.member_removed',
  'company.withdrawn',
  'customer.withdrawn',
] as const satisfies readonly EntryKind[];
export type CompanyKind = (typeof companyKinds)[number];
/** As much of an entry as counts here. */
export type Told<K extends CompanyKind = CompanyKind> = {
  [Kind in K]: Pick<Entry<Kind>, 'id' | 'kind' | 'payload' | 'occurredAt'> & {
    source: { name: string; externalId?: string | null };
  };
}[K];

/** Of each attribute the report with the greater one of these counts. */
export function wordOf({ source, id }: Pick<Told, 'source' | 'id'>): string {
  return source.externalId ?? id;
}
