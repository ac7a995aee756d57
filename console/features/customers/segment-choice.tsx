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
import { type Narrow, searchOf } from './narrow.ts';

const FilterPanel = part(() => import('../segments/index.ts').then(({ FilterPanel }) => FilterPanel));

/** Stands in the choice while the conditions have no name. */
const ownFilter = 'filter';

/** `isFound`: the server has taken the conditions of the address, so that they can be shown for changing. */
export function SegmentChoice(props: { customerId: string | undefined; narrow: Narrow; isFound: boolean }) {
  const { segmentId, filter } = props.narrow;
  const t = useText('segments');
  const { data = [] } = useQuery(segmentsQuery);
  const [isFiltering, setFiltering] = useState(false);
  const choose = useChoosing(props.customerId);
  const close = () => setFiltering(false);
  return (
    <div className={classes.narrow}>
      <NativeSelect
        size="xs"
        aria-label={t('filterBy')}
        value={filter ? ownFilter : (segmentId ?? '')}
        onChange={({ currentTarget: { value } }) => choose(value === '' ? {} : { segmentId: value })}
        data={[
          { value: '', label: t('everybody') },
          ...(filter ? [{ value: ownFilter, label: t('unnamed') }] : []),
          ...data.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Tooltip label={t('ownFilter')}>
        <ActionIcon
          variant={filter ? 'filled' : 'default'}
          aria-label={t('ownFilter')}
          onClick={() => setFiltering(true)}
        >
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
          filter={props.isFound ? filter : undefined}
          close={close}
          apply={(conditions) => {
            close();
            choose({ filter: conditions });
          }}
          saved={({ id }) => {
            close();
            choose({ segmentId: id });
          }}
        />
      )}
    </div>
  );
}

/** Puts it into the address, so that it can be sent to somebody. */
function useChoosing(customerId: string | undefined): (narrow: Narrow) => void {
  const navigate = useNavigate();
  return (narrow) =>
    void navigate({
      to: '/customers/{-$customerId}',
      params: { customerId },
      search: searchOf(narrow),
    });
}
