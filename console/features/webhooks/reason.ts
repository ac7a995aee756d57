/** Why a row or a delivery was refused, and why something could not be done, in words. */
import type { RefusedRow } from '../../../contract/webhooks.ts';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';

/** In the reader's language: this feature's own reasons, those that it shares with imports, or as the server says it. */
export function useReasonText(): (reason: RefusedRow['reason']) => string {
  const t = useText('webhooks');
  const imports = useText('imports');
  return (reason) => {
    const key = `reason.${reason.code}`;
    const { field = '', column = '', value = '' } = reason;
    if (t.has(key)) return t(key, { field, column, value });
    return imports.has(key) ? imports(key, { field, column, value }) : reason.text;
  };
}

/** What the server says of this goes before what its code says in general. */
export function useFailureText(): (error: unknown) => string {
  const problemText = useProblemText();
  return (error) => {
    const isOwn = error instanceof ApiError && ['invalid-input', 'conflict', 'expired'].includes(error.code);
    return (isOwn ? error.detail : undefined) ?? problemText(error);
  };
}
