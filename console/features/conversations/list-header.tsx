/** Which conversations the list shows: open or closed, and whose. */
import { SegmentedControl, Title } from '@mantine/core';
import { useText } from '../../lib/i18n.tsx';
import classes from './conversation-list.module.css';
import { filters, partsOf, tabs, type ViewKey, viewKeyOf } from './views.ts';

export function ListHeader({ view, choose }: { view: ViewKey; choose: (view: ViewKey) => void }) {
  const t = useText('conversations');
  const { tab, filter } = partsOf(view);
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <Title order={2} size="h2">
          {t('title')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('tabs')}
          value={tab}
          onChange={(next) => choose(viewKeyOf(`${next}.${filter}`))}
          data={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      </div>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('filters')}
        value={filter}
        onChange={(next) => choose(viewKeyOf(`${tab}.${next}`))}
        data={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
    </header>
  );
}
