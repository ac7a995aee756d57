/** Changing the definitions. */
import { useQueryClient } from '@tanstack/react-query';
import type { AttributeDefinition } from '../../../contract/attributes.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { definitionsQuery } from '../../lib/team.ts';
import { failure } from '../../ui/notices.tsx';

/** Shows a change of all definitions at once, and takes it back when it is refused. */
export function useChangeAll(): (next: AttributeDefinition[], work: () => Promise<unknown>) => Promise<void> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  return async (next, work) => {
    cache.setQueryData(definitionsQuery.queryKey, next);
    try {
      await work();
    } catch (error) {
      failure(problemText(error));
    }
    await cache.invalidateQueries({ queryKey: definitionsQuery.queryKey });
  };
}
