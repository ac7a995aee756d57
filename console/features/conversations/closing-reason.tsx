/** Asks why a conversation is closed, where the workspace wants to know. The question is fetched when it is first asked. */
import { useQuery } from '@tanstack/react-query';
import { closingQuery, useAsked } from '../../lib/closing.ts';
import { useMay } from '../../lib/session.ts';
import { part } from '../../ui/part.tsx';

const ReasonChooser = part(() => import('../closing/index.ts').then(({ ReasonChooser }) => ReasonChooser));

export function ClosingReason() {
  // Known before the key is pressed: where nobody is asked, closing waits for nothing.
  useQuery({ ...closingQuery, enabled: useMay()('conversations:write') });
  const asked = useAsked();
  return asked && <ReasonChooser asked={asked} />;
}
