/** Narrows the list of customers to a segment, or to conditions that have no name yet. */
import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconChartPie, IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import classes from '../../ui/list-screen.module.css';
import { part } from '../../ui/part.tsx';
import { segmentsQuery } from '../segments/index.ts';

const FilterPanel = part(() => import('../segments/index.ts').then(({ FilterPanel }) => FilterPanel));

export function SegmentChoice(props: { customerId: string | undefined; segmentId: string | undefined }) {
  const t = useText('segments');
  const { data = [] } = useQuery(segmentsQuery);
  const [isFiltering, setFiltering] = useState(false);
  const choose = useChoosing(props.customerId);
  return (
    <div className={classes.narrow}>
      <NativeSelect
        size="xs"
        aria-label={t('filterBy')}
        value={props.segmentId ?? ''}
        onChange={(event) => choose(event.currentTarget.value || undefined)}
        data={[
          { value: '', label: t('everybody') },
          ...data.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Tooltip label={t('ownFilter')}>
        <ActionIcon variant="default" aria-label={t('ownFilter')} onClick={() => setFiltering(true)}>
          <IconFilter size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('title')}>
        <ActionIcon
          variant="default"
          component={Link}
          to="/segments/{-$segmentId}"
          params={{ segmentId: undefined } as never}
          aria-label={t('title')}
        >
          <IconChartPie size={16} />
        </ActionIcon>
      </Tooltip>
      {isFiltering && (
        <FilterPanel
          close={() => setFiltering(false)}
          saved={({ id }) => {
            setFiltering(false);
            choose(id);
          }}
        />
      )}
    </div>
  );
}

/** Puts the segment into the address, so that it can be sent to somebody. */
function useChoosing(customerId: string | undefined): (segmentId: string | undefined) => void {
  const navigate = useNavigate();
  return (segment) =>
    void navigate({
      to: '/customers/{-$customerId}',
      params: { customerId },
      search: segment === undefined ? {} : { segment },
    });
}
