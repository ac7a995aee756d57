/** Changing what the team keeps of a customer, and showing what became of it. */
import { useQueryClient } from '@tanstack/react-query';
import { useProblemText } from '../../../lib/problem-text.ts';
import { failure } from '../../../ui/notices.tsx';

/** Does something, and fetches again what stands under a key; a refusal is told. Answers whether it was done. */
export function useCare(
  key: 'notes' | 'needs' | 'dates',
): (work: () => Promise<unknown>) => Promise<boolean> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  return async (work) => {
    try {
      await work();
      return true;
    } catch (error) {
      failure(problemText(error));
      return false;
    } finally {
      await cache.invalidateQueries({ queryKey: [key] });
    }
  };
}
