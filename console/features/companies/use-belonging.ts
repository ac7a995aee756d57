/** Saying who belongs to a company and who does not. */
import { useQueryClient } from '@tanstack/react-query';
import type { CompanyPerson } from '../../../contract/companies.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';
import { refetchCompany } from './refetch-company.ts';

/** `add` throws what the server refuses; without `role` it stays. `remove` says it, and offers to take it back. */
export function useBelonging(companyId: string) {
  const t = useText('companies');
  const app = useText('app');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const add = async (customerId: string, role: string | null | undefined): Promise<void> => {
    const body = role === undefined ? {} : { role };
    await call(endpoints.addCompanyPerson, { params: { id: companyId, customerId }, body });
    refetchCompany(cache, companyId);
  };
  const tell = (error: unknown) => failure(problemText(error));
  const remove = async ({ customer, role }: CompanyPerson, name: string): Promise<void> => {
    try {
      await call(endpoints.removeCompanyPerson, { params: { id: companyId, customerId: customer.id } });
      refetchCompany(cache, companyId);
      offerUndo({
        text: t('removedPerson', { name }),
        label: app('undo'),
        undo: () => void add(customer.id, role).catch(tell),
      });
    } catch (error) {
      tell(error);
    }
  };
  return { add, remove };
}
