/** A list without rows: what will be here, and where it begins. */
import { Button, Stack } from '@mantine/core';
import { IconChecks, IconMessages } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

const told = ['mine', 'unassigned', 'snoozed', 'closed', 'spam'] as const;

/** `viewId`: a standard view, or the id of a saved one. */
export function NoRows({ viewId }: { viewId: string }) {
  const t = useText('conversations');
  const may = useMay();
  if (viewId === 'all') {
    return (
      <EmptyState
        icon={IconMessages}
        title={t('empty.all')}
        text={t('empty.allText')}
        action={
          may('inboxes:manage') && (
            <Stack gap="xs">
              <Button component={Link} to="/settings/inboxes">
                {t('empty.setUp')}
              </Button>
              <Button component={Link} to="/settings/sample" variant="subtle">
                {t('empty.sample')}
              </Button>
            </Stack>
          )
        }
      />
    );
  }
  const what = told.find((one) => one === viewId) ?? 'saved';
  return <EmptyState icon={IconChecks} title={t(`empty.${what}`)} text={t(`empty.${what}Text`)} />;
}
