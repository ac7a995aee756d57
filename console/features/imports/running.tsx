/** The server at work: how far it is, how fast, how long still. */
import { Button, Group, Progress, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ImportJob } from '../../../contract/imports.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { Counts } from './foreseen.tsx';
import { paceOf } from './mapping.ts';
import { useActing } from './queries.ts';

const looksMax = 20;

export function Running({ job }: { job: ImportJob }) {
  const t = useText('imports');
  const { act } = useActing(job.id);
  const { done, total } = job.progress ?? { done: 0, total: null };
  const share = total === null ? undefined : (done / Math.max(1, total)) * 100;
  return (
    <>
      <Progress
        value={share ?? 100}
        animated={share === undefined}
        aria-label={t(`state.${job.state}`)}
        size="lg"
      />
      {job.state === 'checking' && <Text>{t('checking')}</Text>}
      {job.state === 'undoing' && <Text>{t('undoing')}</Text>}
      {total === null ? <Text>{t('counting')}</Text> : <Pace key={job.state} done={done} total={total} />}
      {job.state === 'running' && <Counts counts={job.counts} />}
      {job.state !== 'undoing' && (
        <Group>
          <Button variant="default" onClick={() => void act('cancelImport')}>
            {t('cancel')}
          </Button>
        </Group>
      )}
    </>
  );
}

const minuteSeconds = 60;

function Pace({ done, total }: { done: number; total: number }) {
  const t = useText('imports');
  const locale = useLocale();
  const [looks, setLooks] = useState<{ at: number; read: number }[]>([]);
  useEffect(() => {
    setLooks((before) => [...before, { at: Date.now(), read: done }].slice(-looksMax));
  }, [done]);
  const pace = paceOf(looks, total);
  const parts = [t('progress', { done: done.toLocaleString(locale), total: total.toLocaleString(locale) })];
  if (pace) {
    parts.push(t('rate', { rate: pace.rate.toLocaleString(locale) }));
    const seconds = pace.secondsLeft;
    const minutes = Math.round(seconds / minuteSeconds);
    const time = minutes > 1 ? t('minutes', { minutes }) : t('seconds', { seconds });
    parts.push(t('left', { seconds, time }));
  }
  return <Text aria-live="off">{parts.join(' · ')}</Text>;
}
