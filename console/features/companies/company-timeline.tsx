/** Everything that happened with the people of a company, newest first, each entry with whose it is. */
import { useQueries } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Entry } from '../../../contract/entries.ts';
import { customerQuery, Story, timelinePageSize, timelineQuery } from '../customers/index.ts';
import { useKnownPeople, useTold } from './use-told.ts';

export function CompanyTimeline({ companyId }: { companyId: string }) {
  const people = useKnownPeople(companyId);
  // Of a large company the story names people whom the list has not come to yet.
  const others = useTold(companyId).filter((id) => !people.has(id));
  // Not combined there: a map is never equal to the one before, and would be told as news for ever.
  const fetched = useQueries({ queries: others.map((id) => customerQuery(id)) });
  const names = new Map(fetched.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
  const of = (entry: Entry): Pick<Customer, 'id' | 'name'> => {
    const id = entry.customerId ?? '';
    return people.get(id) ?? names.get(id) ?? { id, name: null };
  };
  return (
    <Story
      queryOf={(kinds) => timelineQuery(companyId, kinds, timelinePageSize, endpoints.readCompanyTimeline)}
      whose={{ of, isAmong: true }}
      order={3}
    />
  );
}
