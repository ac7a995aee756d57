/** In the composer's place while messages are chosen: how many, and what becomes of them. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { failure } from '../../../ui/notices.tsx';
import type { Choosing } from './choosing.ts';
import classes from './regroup.module.css';
import { useRegrouping } from './use-regrouping.ts';

export function SplitBar({ id, choosing, close }: { id: string; choosing: Choosing; close: () => void }) {
  const t = useText('regroup');
  const app = useText('app');
  const problemText = useProblemText();
  const { split } = useRegrouping();
  const [isBusy, setBusy] = useState(false);
  const count = choosing.chosen.size;
  const act = async () => {
    setBusy(true);
    try {
      await split(id, [...choosing.chosen]);
      close();
    } catch (error) {
      failure(problemText(error));
    }
    setBusy(false);
  };
  return (
    <section className={classes.choose} aria-label={t('split')}>
      <Text size="sm" aria-live="polite">
        {count === 0 ? t('split.choose') : t('split.chosen', { count })}
      </Text>
      <Button variant="default" onClick={close} data-autofocus>
        {app('cancel')}
      </Button>
      <Button disabled={count === 0} loading={isBusy} onClick={() => void act()}>
        {t('split.confirm')}
      </Button>
    </section>
  );
}
