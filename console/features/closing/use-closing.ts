/** Changing how conversations are closed; what is refused is said. */
import { useQueryClient } from '@tanstack/react-query';
import type { Closing } from '../../../contract/closing.ts';
import type { Reason } from '../../../contract/conversation-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { closingQuery } from '../../lib/closing.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure } from '../../ui/notices.tsx';

export function useClosing() {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const renew = () => cache.invalidateQueries({ queryKey: closingQuery.queryKey });
  return {
    renew,
    /** Shown at once, and taken back when refused. */
    async setAsks(asks: Closing['asks']): Promise<void> {
      // An answer that is on its way still says what was so before.
      void cache.cancelQueries({ queryKey: closingQuery.queryKey });
      cache.setQueryData(closingQuery.queryKey, (before) => before && { ...before, asks });
      await call(endpoints.changeClosing, { body: { asks } }).catch((error: unknown) =>
        failure(problemText(error)),
      );
      await renew();
    },
    /** Takes a reason out of use, or back into it. */
    async archive({ id, archived }: Reason): Promise<void> {
      await call(endpoints.changeReason, { params: { id }, body: { archived: !archived } }).catch(
        (error: unknown) => failure(problemText(error)),
      );
      await renew();
    },
  };
}
