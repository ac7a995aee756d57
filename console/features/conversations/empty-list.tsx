/** A list without rows: what will be here, and where it begins. */
import { Button } from '@mantine/core';
import { IconChecks, IconMessages } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { partsOf, type ViewKey } from './views.ts';

export function NoRows({ view }: { view: ViewKey }) {
  const t = useText('conversations');
  const may = useMay();
  const { tab, filter } = partsOf(view);
  if (tab === 'open' && filter === 'all') {
    return (
      <EmptyState
        icon={IconMessages}
        title={t('empty.all')}
        text={t('empty.allText')}
        action={
          may('inboxes:manage') && (
            <Button component={Link} to="/settings/inboxes">
              {t('empty.setUp')}
            </Button>
          )
        }
      />
    );
  }
  const what = tab === 'closed' ? 'closed' : filter;
  return <EmptyState icon={IconChecks} title={t(`empty.${what}`)} text={t(`empty.${what}Text`)} />;
}
