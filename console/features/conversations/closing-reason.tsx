/** Asks why a conversation is closed, where the workspace wants to know. The question is fetched when it is first asked. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { closingQuery, useAsked } from '../../lib/closing.ts';
import { useMay } from '../../lib/session.ts';

const ReasonChooser = lazy(() =>
  import('../closing/index.ts').then(({ ReasonChooser }) => ({ default: ReasonChooser })),
);

export function ClosingReason() {
  // Known before the key is pressed: where nobody is asked, closing waits for nothing.
  useQuery({ ...closingQuery, enabled: useMay()('conversations:write') });
  const asked = useAsked();
  return <Suspense>{asked && <ReasonChooser asked={asked} />}</Suspense>;
}
