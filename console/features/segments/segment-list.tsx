/** All segments, each with how many are in it. */
import { Badge, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconChartPie, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Segment } from '../../../contract/segments.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Audience } from './audience.tsx';
import { Count } from './count.tsx';
import { archiveQuery, segmentsQuery } from './queries.ts';
import classes from './segments.module.css';

export function SegmentList() {
  const t = useText('segments');
  const may = useMay();
  const [withArchive, setWithArchive] = useState(false);
  const { data, error, refetch } = useQuery(withArchive ? archiveQuery : segmentsQuery);
  const make = may('customers:write') && (
    <Button
      component={Link}
      to="/segments/{-$segmentId}"
      params={{ segmentId: 'new' } as never}
      leftSection={<IconPlus size={16} />}
    >
      {t('new')}
    </Button>
  );
  return (
    <SettingsPage title={t('title')} text={t('text')} action={data && data.length > 0 && make} wide>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={4} />}
      {data?.length === 0 && (
        <EmptyState icon={IconChartPie} title={t('empty.title')} text={t('empty.text')} action={make} />
      )}
      {data && data.length > 0 && (
        <ul className={classes.segments}>
          {data.map((segment) => (
            <Row key={segment.id} segment={segment} />
          ))}
        </ul>
      )}
      {data && (data.length > 0 || withArchive) && (
        <Group>
          <Checkbox
            size="xs"
            radius="xs"
            label={t('showArchive')}
            checked={withArchive}
            onChange={(change) => setWithArchive(change.currentTarget.checked)}
          />
        </Group>
      )}
      <Audience />
    </SettingsPage>
  );
}

function Row({ segment }: { segment: Segment }) {
  const t = useText('segments');
  const { id, name, ownerId, usedBy, archivedAt } = segment;
  const owner = useMemberName()(ownerId);
  return (
    <li data-segment={id}>
      <div>
        <Text fw={500} component="h2" size="sm">
          <Link to="/segments/{-$segmentId}" params={{ segmentId: id }} className={classes.name}>
            <bdi>{name}</bdi>
          </Link>
        </Text>
        {owner !== undefined && (
          <Text size="xs" c="dimmed" component="p">
            {t('madeBy', { name: owner })}
          </Text>
        )}
        {usedBy.length > 0 && (
          <Text size="xs" c="dimmed" component="p">
            {t('usedBy', { names: usedBy.map((one) => one.name).join(', ') })}
          </Text>
        )}
      </div>
      {archivedAt === null ? <Count segment={segment} /> : <Badge variant="default">{t('archived')}</Badge>}
    </li>
  );
}
