/** What became of an import, and what can be done about it now. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportJob } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { Counts } from './foreseen.tsx';
import classes from './imports.module.css';
import { downloadErrors, useActing } from './queries.ts';
import { useReason } from './reason.ts';

export function Outcome({ job }: { job: ImportJob }) {
  const t = useText('imports');
  const { act } = useActing(job.id);
  const reasonOf = useReason();
  const [failure, setFailure] = useState<string>();
  const doing = async (work: Promise<void>) => {
    setFailure(undefined);
    await work.catch((caught: unknown) => setFailure(reasonOf(caught)));
  };
  const isUndone = job.state === 'undone';
  return (
    <>
      {job.state === 'failed' && <Alert color="red">{t('failed', { reason: job.failure ?? '' })}</Alert>}
      {job.state === 'cancelled' && <Text>{t('cancelled')}</Text>}
      {isUndone && <Text>{t('undone')}</Text>}
      <Counts counts={job.counts} />
      {job.undone && <Undone undone={job.undone} />}
      <FormFailure text={failure} />
      <Group>
        {job.hasErrors && (
          <Button variant="default" onClick={() => void doing(downloadErrors(job))}>
            {t('errors')}
          </Button>
        )}
        {(job.state === 'failed' || job.state === 'cancelled') && job.origin === 'console' && (
          <Button onClick={() => void doing(act('startImport'))}>{t('again')}</Button>
        )}
        {!isUndone && job.counts.created + job.counts.updated > 0 && (
          <ConfirmButton
            label={t('undo')}
            title={t('undoTitle', { name: job.fileName })}
            confirm={t('undo')}
            act={() => act('undoImport')}
          >
            {t('undoText')}
          </ConfirmButton>
        )}
      </Group>
    </>
  );
}

function Undone({ undone }: { undone: NonNullable<ImportJob['undone']> }) {
  const t = useText('imports');
  const list = (prefix: 'back' | 'left', counts: Record<string, number>) =>
    Object.entries(counts).flatMap(([name, count]) => {
      const key = `${prefix}.${name}`;
      return count > 0 && t.has(key) ? <li key={name}>{t(key, { count })}</li> : [];
    });
  const [back, left] = [list('back', undone.takenBack), list('left', undone.left)];
  return (
    <>
      {back.length > 0 && (
        <Section title={t('takenBack')}>
          <ul className={classes.plain}>{back}</ul>
        </Section>
      )}
      {left.length > 0 && (
        <Section title={t('left.title')}>
          <ul className={classes.plain}>{left}</ul>
        </Section>
      )}
    </>
  );
}
