/** Chooses for a member: on screen at once, taken back with a reason when it is refused. */
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { availabilityQuery } from '../../lib/availability.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure } from '../../ui/notices.tsx';

export function useChoose(memberId: string): (choice: 'online' | 'away') => Promise<void> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = availabilityQuery;
  return async (choice) => {
    await cache.cancelQueries({ queryKey });
    const before = cache.getQueryData(queryKey);
    cache.setQueryData(queryKey, (all) =>
      all?.map((one) => {
        if (one.memberId !== memberId) return one;
        // Who is not there stays offline, whatever is chosen.
        return { ...one, choice, state: one.state === 'offline' ? one.state : choice };
      }),
    );
    try {
      await call(endpoints.setAvailability, { params: { id: memberId }, body: { choice } });
    } catch (error) {
      cache.setQueryData(queryKey, before);
      failure(problemText(error));
    }
    await cache.invalidateQueries({ queryKey });
  };
}
