/** A screen or pane that could not be fetched: what happened, in words, and a way to try again. */
import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useText } from '../lib/i18n.tsx';
import { useProblemText } from '../lib/problem-text.ts';
import { EmptyState } from './empty-state.tsx';

/** `retry` fetches again; without it the page is loaded anew. */
export function ErrorState({
  error,
  retry,
  order = 2,
}: {
  error: unknown;
  retry?: (() => void) | undefined;
  /** The heading's level on its screen. */
  order?: 1 | 2 | 3;
}) {
  const t = useText('app');
  const problemText = useProblemText();
  return (
    <div role="alert" style={{ blockSize: '100%' }}>
      <EmptyState
        icon={IconCloudOff}
        order={order}
        title={t('failed')}
        text={problemText(error)}
        action={
          <Button variant="default" onClick={retry ?? (() => location.reload())}>
            {t('tryAgain')}
          </Button>
        }
      />
    </div>
  );
}
