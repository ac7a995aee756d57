/** Whom the condition finds while it is being written. */
import { Loader, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Condition } from '../../../contract/conditions.ts';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { isComplete, tidied } from './draft.ts';
import { PeopleList } from './people.tsx';
import { previewQuery } from './queries.ts';
import classes from './segments.module.css';

const pauseMilliseconds = 350;

export function Preview({ condition }: { condition: Condition }) {
  const t = useText('segments');
  const problemText = useProblemText();
  const [settled] = useDebouncedValue(condition, pauseMilliseconds);
  const wanted = tidied(settled);
  const isReady = isComplete(wanted);
  const query = useQuery({ ...previewQuery(wanted), enabled: isReady, placeholderData: keepPreviousData });
  const { data, error, isFetching } = query;
  return (
    <section className={classes.preview} aria-label={t('preview')}>
      <div className={classes.found} role="status">
        {!isReady && <Text c="dimmed">{t('incomplete')}</Text>}
        {isReady && error && (
          <Text c="var(--danger)">
            {error instanceof ApiError && error.detail ? error.detail : problemText(error)}
          </Text>
        )}
        {isReady && !error && data && (
          <>
            <Text fw={600} size="lg">
              {t(data.isWhole ? 'fits' : 'fitsAtLeast', { count: data.count })}
            </Text>
            {!data.isWhole && (
              <Text size="sm" c="dimmed">
                {t('tooSlow', { looked: data.looked })}
              </Text>
            )}
          </>
        )}
        {isReady && isFetching && <Loader size="xs" aria-label={t('looking')} />}
      </div>
      {isReady && !error && data && data.people.length > 0 && <PeopleList people={data.people} />}
    </section>
  );
}
