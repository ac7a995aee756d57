/** An address where nothing is. */
import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useText } from '../lib/i18n.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

export function NotFound() {
  const t = useText('app');
  return (
    <main style={{ blockSize: '100%' }}>
      <EmptyState
        icon={IconMapQuestion}
        order={1}
        title={t('notFound')}
        text={t('notFoundText')}
        action={
          <Button component={Link} to="/">
            {t('notFoundBack')}
          </Button>
        }
      />
    </main>
  );
}
