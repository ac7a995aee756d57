/** Changing a company from its page. */
import { useQueryClient } from '@tanstack/react-query';
import type { RequestOf } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';
import { companyQuery } from './queries.ts';

type Changes = RequestOf<typeof endpoints.updateCompany>['body'];

/** `change` throws what the server refuses; `archive` says it, and offers to take it back. */
export function useChange(id: string) {
  const t = useText('companies');
  const app = useText('app');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const change = async (body: Changes): Promise<void> => {
    const saved = await call(endpoints.updateCompany, { params: { id }, body });
    cache.setQueryData(companyQuery(id).queryKey, saved);
    await cache.invalidateQueries({ queryKey: ['companies'] });
  };
  const archive = async (archived: boolean): Promise<void> => {
    try {
      await change({ archived });
      if (!archived) return;
      offerUndo({ text: t('archiveDone'), label: app('undo'), undo: () => void archive(false) });
    } catch (error) {
      failure(problemText(error));
    }
  };
  return { change, archive };
}
