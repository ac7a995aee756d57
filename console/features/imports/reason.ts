/** Why something could not be done, in words. */
import type { ImportJob } from '../../../contract/imports.ts';
import { ApiError } from '../../lib/api.ts';
import type { Text } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';

/** What the server says of a file goes before what its code says in general. */
export function useReason(): (error: unknown) => string {
  const problemText = useProblemText();
  return (error) => {
    const isAboutFile =
      error instanceof ApiError && ['invalid-input', 'too-large', 'conflict', 'expired'].includes(error.code);
    return (isAboutFile ? error.detail : undefined) ?? problemText(error);
  };
}

type Reason = NonNullable<ImportJob['foreseen']>['refused'][number]['reason'];

/** Why a row is refused, in the reader's language. */
export function reasonText(t: Text<'imports'>, reason: Reason): string {
  const key = `reason.${reason.code}`;
  const { field = '', column = '', value = '' } = reason;
  return t.has(key) ? t(key, { field, column, value }) : reason.text;
}
