/** Imports: the list of them, or the one in the address. */
import { Badge, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTableImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportJob } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { By } from './by.tsx';
import { ImportPage } from './import-page.tsx';
import classes from './imports.module.css';
import { importsQuery } from './queries.ts';
import { UploadDialog } from './upload-dialog.tsx';

export function ImportsScreen({ importId }: { importId?: string }) {
  return importId === undefined ? <ImportList /> : <ImportPage key={importId} id={importId} />;
}

function ImportList() {
  const t = useText('imports');
  const { data, error, refetch } = useQuery(importsQuery);
  const [isMaking, making] = useDisclosure(false);
  const make = <Button onClick={making.open}>{t('new')}</Button>;
  return (
    <SettingsPage title={t('title')} text={t('text')} action={data && data.length > 0 && make}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={3} />}
      {data?.length === 0 && (
        <EmptyState icon={IconTableImport} title={t('empty.title')} text={t('empty.text')} action={make} />
      )}
      {data && data.length > 0 && (
        <ul className={classes.imports}>
          {data.map((job) => (
            <Row key={job.id} job={job} />
          ))}
        </ul>
      )}
      <UploadDialog opened={isMaking} close={making.close} />
    </SettingsPage>
  );
}

function Row({ job }: { job: ImportJob }) {
  const t = useText('imports');
  return (
    <li>
      <div>
        <Text fw={500} component="h2" size="sm">
          <Link to="/settings/imports/{-$importId}" params={{ importId: job.id }} className={classes.name}>
            <bdi>{job.fileName}</bdi>
          </Link>
        </Text>
        <Text size="xs" c="dimmed" component="p">
          <By job={job} />
        </Text>
        {job.counts.read > 0 && (
          <Text size="xs" c="dimmed" component="p">
            {t('summary', job.counts)}
          </Text>
        )}
      </div>
      <Badge variant="default">{t(`state.${job.state}`)}</Badge>
    </li>
  );
}
