/** Blocking a customer, and lifting that; what is refused is said. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';

/** Whether a customer is blocked, by whom, and what they have written since. */
export const blockQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['block', customerId],
    queryFn: ({ signal }) => call(endpoints.readBlock, { params: { id: customerId } }, { signal }),
  });

export function useBlocking() {
  const t = useText('conversations');
  const app = useText('app');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const set = async (id: string, blocked: boolean): Promise<boolean> => {
    try {
      const endpoint = blocked ? endpoints.blockCustomer : endpoints.unblockCustomer;
      cache.setQueryData(blockQuery(id).queryKey, await call(endpoint, { params: { id } }));
      return true;
    } catch (error) {
      failure(problemText(error));
      return false;
    }
  };
  return {
    block: (id: string) =>
      void set(id, true).then((isDone) => {
        if (isDone)
          offerUndo({ text: t('blockedNotice'), label: app('undo'), undo: () => void set(id, false) });
      }),
    unblock: (id: string) => void set(id, false),
  };
}
