/** Which conversations the list shows, and in which order. */
import { ActionIcon, Menu, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ViewOrder, viewOrders } from '../../../contract/view-filter.ts';
import { standardViews } from '../../../contract/views.ts';
import { useText } from '../../lib/i18n.tsx';
import { useIsSolo } from '../../lib/team.ts';
import { chosen as oneOf } from '../../lib/use-form.ts';
import { SearchLink } from '../search/index.ts';
import { type Chosen, ViewMenu } from '../views/index.ts';
import classes from './conversation-list.module.css';

/** Those that one goes to and fro between. */
const quick = ['mine', 'unassigned', 'all'] as const;
/** The same of somebody who works alone. */
const quickSolo = ['all', 'snoozed', 'closed'] as const;

export function ListHeader({ chosen, choose }: { chosen: Chosen; choose: (next: Chosen) => void }) {
  const t = useText('conversations');
  const app = useText('app');
  const offered = useIsSolo() ? quickSolo : quick;
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <ViewMenu chosen={chosen} choose={choose} />
        <Tooltip label={app('waiting')}>
          <ActionIcon
            className={classes.waiting ?? ''}
            variant="subtle"
            color="gray"
            component={Link}
            to="/waiting"
            aria-label={app('waiting')}
          >
            <IconHourglass size={18} />
          </ActionIcon>
        </Tooltip>
        <OrderMenu order={chosen.order} choose={(order) => choose({ ...chosen, order })} />
      </div>
      <SearchLink label={t('searchMessages')} />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('filters')}
        value={chosen.id}
        onChange={(next) => {
          const id = oneOf<(typeof offered)[number]>(offered, next);
          choose({ id, filter: standardViews[id], order: chosen.order });
        }}
        data={offered.map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
    </header>
  );
}

function OrderMenu({ order, choose }: { order: ViewOrder; choose: (order: ViewOrder) => void }) {
  const t = useText('conversations');
  const views = useText('views');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={views(`order.${order}`)}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('order')}>
            <IconArrowsSort size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {viewOrders.map((value) => (
          <Menu.Item
            key={value}
            rightSection={value === order && <IconCheck size={16} aria-label={t('chosen')} />}
            onClick={() => choose(value)}
          >
            {views(`order.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
