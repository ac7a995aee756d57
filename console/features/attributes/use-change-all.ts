/** Changing the definitions. */
import { useQueryClient } from '@tanstack/react-query';
import type { AttributeDefinition } from '../../../contract/attributes.ts';
import type { AttributeSubject } from '../../../contract/care-entries.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure } from '../../ui/notices.tsx';
import { definitionsOf } from './definitions.ts';

/** Shows a change of all definitions at once, and takes it back when it is refused. */
export function useChangeAll(
  subject: AttributeSubject,
): (next: AttributeDefinition[], work: () => Promise<unknown>) => Promise<void> {
  const cache = useQueryClient();
  const { queryKey } = definitionsOf(subject);
  const problemText = useProblemText();
  return async (next, work) => {
    cache.setQueryData(queryKey, next);
    try {
      await work();
    } catch (error) {
      failure(problemText(error));
    }
    await cache.invalidateQueries({ queryKey });
  };
}
