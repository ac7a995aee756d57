/** One import, from its columns to what became of it. */
import { Badge, Group, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportJob } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { By } from './by.tsx';
import { Columns } from './columns.tsx';
import classes from './imports.module.css';
import { Outcome } from './outcome.tsx';
import { importQuery } from './queries.ts';
import { Running } from './running.tsx';

export function ImportPage({ id }: { id: string }) {
  const t = useText('imports');
  const { data: job, error, refetch } = useQuery(importQuery(id));
  return (
    <SettingsPage
      title={job?.fileName ?? t('title')}
      wide
      text={job && <By job={job} />}
      action={job && <Badge variant="default">{t(`state.${job.state}`)}</Badge>}
    >
      <Group>
        <Link to="/settings/imports/{-$importId}" params={{ importId: undefined }} className={classes.back}>
          <IconChevronLeft size={16} />
          {t('back')}
        </Link>
      </Group>
      {error && !job && <ErrorState error={error} retry={() => void refetch()} />}
      {!job && !error && <RowSkeletons rows={5} />}
      {job && <Stage job={job} />}
    </SettingsPage>
  );
}

function Stage({ job }: { job: ImportJob }) {
  const t = useText('imports');
  switch (job.state) {
    case 'uploading':
      return <Text>{t('uploadingText')}</Text>;
    case 'uploaded':
    case 'checked':
      return <Columns job={job} />;
    case 'checking':
    case 'running':
    case 'undoing':
      return <Running job={job} />;
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'undone':
      return <Outcome job={job} />;
  }
}
