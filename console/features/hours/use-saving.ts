/** Saving hours, and how it went. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Hours } from '../../../contract/opening.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { notice } from '../../ui/notices.tsx';
import { hoursQuery } from './queries.ts';

type Body = Parameters<typeof call<typeof endpoints.setHours>>[1];

/** `save(null)` removes them. */
export function useSaving(saved: Hours | undefined, draft: Hours, teamId: string | null) {
  const t = useText('app');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const save = async (hours: Hours | null) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await call(endpoints.setHours, { body: { teamId, hours } } as Body);
      // The form begins anew with what was saved.
      await cache.invalidateQueries({ queryKey: hoursQuery.queryKey });
      notice(t('saved'));
    } catch (error) {
      setFailure(error instanceof ApiError ? (error.detail ?? problemText(error)) : problemText(error));
      if (hours === null) throw error;
    } finally {
      setBusy(false);
    }
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  return { save, form: { isBusy, isSent: false, failure, isChanged } };
}
