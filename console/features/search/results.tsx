/** The messages that were found, or why there are none. */
import { Button, VisuallyHidden } from '@mantine/core';
import { IconMessageSearch } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import type { useMessages } from './query.ts';
import { Result } from './result.tsx';
import classes from './search.module.css';

export const listId = 'search-results';
export const optionId = (index: number) => `search-result-${index}`;

type Found = ReturnType<typeof useMessages>;

export function Results({ found, isAsked, active }: { found: Found; isAsked: boolean; active: number }) {
  const t = useText('search');
  const app = useText('app');
  const { messages, isKnown, isCurrent, error, hasMore } = found;
  const count = t(hasMore ? 'countMore' : 'count', { count: messages.length });
  return (
    <section className={classes.results} aria-label={t('messages')} aria-busy={!isCurrent}>
      <VisuallyHidden role="status">{isKnown && isCurrent && !error ? count : ''}</VisuallyHidden>
      {error ? (
        <ErrorState error={error} retry={found.again} />
      ) : messages.length > 0 ? (
        <>
          <h2 className={classes.heading}>{count}</h2>
          <div
            role="listbox"
            id={listId}
            aria-label={t('messages')}
            className={classes.list}
            data-stale={!isCurrent || undefined}
          >
            {messages.map((message, index) => (
              <Result key={message.id} message={message} id={optionId(index)} isActive={index === active} />
            ))}
          </div>
          {hasMore && (
            <Button variant="default" loading={found.isFetchingMore} onClick={found.more}>
              {app('more')}
            </Button>
          )}
        </>
      ) : isKnown ? (
        isCurrent && <EmptyState icon={IconMessageSearch} title={t('nothing')} text={t('nothingText')} />
      ) : isAsked && !isCurrent ? (
        <RowSkeletons rows={6} />
      ) : (
        !isAsked && <EmptyState icon={IconMessageSearch} title={t('begin')} text={t('beginText')} />
      )}
    </section>
  );
}
