/** The questions before the first message, fetched when there are some. Without them one writes at once. */
import { useEffect, useState } from 'preact/hooks';
import type { IntroductionForm } from '../../../contract/introduction.ts';
import type { Introduction } from './introduction.tsx';

/** What draws the questions, once it is here; undefined when there are none to ask. */
export function useQuestions(
  form: IntroductionForm | undefined,
): { part: typeof Introduction; form: IntroductionForm } | undefined {
  const [found, setFound] = useState<{ part: typeof Introduction }>();
  const isAsked = form !== undefined;
  useEffect(() => {
    if (!isAsked) return;
    // Who can't be asked is not kept from writing.
    import('./introduction.tsx').then(
      ({ Introduction }) => setFound({ part: Introduction }),
      () => undefined,
    );
  }, [isAsked]);
  return form && found && { ...found, form };
}
