/** Imports: the list of them, or the one in the address. */
import { Badge, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTableImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportJob } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { SettingsList } from '../../ui/settings-list.tsx';
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
  const [isMaking, making] = useDisclosure(false);
  return (
    <>
      <SettingsList
        title={t('title')}
        text={t('text')}
        query={useQuery(importsQuery)}
        empty={{ icon: IconTableImport, title: t('empty.title'), text: t('empty.text') }}
        make={<Button onClick={making.open}>{t('new')}</Button>}
      >
        {(all) => (
          <ul className={classes.imports}>
            {all.map((job) => (
              <Row key={job.id} job={job} />
            ))}
          </ul>
        )}
      </SettingsList>
      <UploadDialog opened={isMaking} close={making.close} />
    </>
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
