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
  const isImporting = job.state === 'running';
  const share =
    isImporting && job.foreseen ? (job.counts.read / Math.max(1, job.foreseen.read)) * 100 : undefined;
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
      {isImporting && <Pace job={job} />}
      {isImporting && <Counts counts={job.counts} />}
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

function Pace({ job }: { job: ImportJob }) {
  const t = useText('imports');
  const locale = useLocale();
  const { read } = job.counts;
  const [looks, setLooks] = useState<{ at: number; read: number }[]>([]);
  useEffect(() => {
    setLooks((before) => [...before, { at: Date.now(), read }].slice(-looksMax));
  }, [read]);
  const total = job.foreseen?.read;
  const pace = paceOf(looks, total);
  const parts = [
    total === undefined
      ? t('progressOpen', { done: read })
      : t('progress', { done: read.toLocaleString(locale), total: total.toLocaleString(locale) }),
  ];
  if (pace) parts.push(t('rate', { rate: pace.rate.toLocaleString(locale) }));
  if (pace?.secondsLeft !== undefined) {
    const seconds = pace.secondsLeft;
    const minutes = Math.round(seconds / minuteSeconds);
    const time = minutes > 1 ? t('minutes', { minutes }) : t('seconds', { seconds });
    parts.push(t('left', { seconds, time }));
  }
  return <Text aria-live="off">{parts.join(' · ')}</Text>;
}
