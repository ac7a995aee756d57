/** How each step of trying a mailbox goes, and what to do about the one that failed. */
import { Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconMinus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useText } from '../../lib/i18n.tsx';
import classes from './mailboxes.module.css';
import { isLeftOpen, type ShownStep, type Trial } from './trial.ts';

const icons = { ok: IconCircleCheck, failed: IconCircleX, skipped: IconMinus } as const;

export function TriedSteps({ trial: { steps, messages } }: { trial: Trial }) {
  const t = useText('mailboxes');
  const list = useRef<HTMLUListElement>(null);
  const isOver = steps.every(({ state }) => state !== 'running');
  // The button that tries may be a screen further down.
  useEffect(() => {
    if (isOver) list.current?.scrollIntoView({ block: 'nearest' });
  }, [isOver]);
  return (
    <ul ref={list} className={classes.steps} aria-label={t('steps')} aria-live="polite">
      {steps.map(({ step, state, fault, said }, at) => (
        <li key={step} className={classes.step} data-state={state}>
          <StepSign state={state} />
          <div>
            {t(`step.${step}`)}
            {step === 'receiving-folder' && state === 'ok' && messages !== null && (
              <span className={classes.said}> · {t('mailsThere', { count: messages })}</span>
            )}
            {isLeftOpen(steps, at) && <div className={classes.said}>{t('unencrypted')}</div>}
            {fault && <div>{t(`fault.${fault}`)}</div>}
            {said && <div className={classes.said}>{t.rich('said', { said: <bdi>{said}</bdi> })}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function StepSign({ state }: Pick<ShownStep, 'state'>) {
  const t = useText('mailboxes');
  if (state === 'running') return <Loader size={18} role="img" aria-label={t('state.running')} />;
  const Icon = icons[state];
  return <Icon size={18} role="img" aria-label={t(`state.${state}`)} />;
}
