/** Every review: what they come to, narrowed by rating, by where they were written and by whether they have words. */
import { Button, NativeSelect, Text, Title } from '@mantine/core';
import { IconPlus, IconStar } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommands } from '../../../lib/commands.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMay } from '../../../lib/session.ts';
import { useTitle } from '../../../lib/title.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RowSkeletons } from '../../../ui/skeletons.tsx';
import { LogReviewDialog } from './log-review-dialog.tsx';
import { everything, type Filter, ownSite, reviewsQuery, summaryQuery, useLiveReviews } from './queries.ts';
import { ReviewRow } from './review-row.tsx';
import { Summary } from './review-summary.tsx';
import classes from './reviews.module.css';

export function ReviewsScreen() {
  const t = useText('reviews');
  const app = useText('app');
  const may = useMay();
  const [filter, setFilter] = useState(everything);
  const [isLogging, setLogging] = useState(false);
  const list = useInfiniteQuery(reviewsQuery(filter));
  const { data: summary } = useQuery(summaryQuery(filter));
  useLiveReviews();
  useTitle(t('title'));
  const log = () => setLogging(true);
  const mayLog = may('customers:write');
  useCommands(mayLog ? [{ id: 'reviews.log', label: t('log'), group: 'act', icon: IconPlus, run: log }] : []);
  const reviews = list.data?.pages.flatMap((page) => page.data) ?? [];
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const action = mayLog && <Button onClick={log}>{t('log')}</Button>;
  return (
    <div className={classes.screen}>
      <div className={classes.page}>
        <header className={classes.top}>
          <div>
            <Title order={1}>{t('title')}</Title>
            <Text c="dimmed" size="sm">
              {t('text')}
            </Text>
          </div>
          {(reviews.length > 0 || isFiltered) && action}
        </header>
        {(reviews.length > 0 || isFiltered) && (
          <>
            {summary && (
              <Summary
                summary={summary}
                stars={filter.stars}
                choose={(stars) => setFilter({ ...filter, stars })}
              />
            )}
            <Filters filter={filter} change={setFilter} />
          </>
        )}
        {list.error && !list.data && <ErrorState error={list.error} retry={() => void list.refetch()} />}
        {list.isPending && <RowSkeletons rows={5} height={96} />}
        {list.data &&
          reviews.length === 0 &&
          (isFiltered ? (
            <Text>{t('none')}</Text>
          ) : (
            <EmptyState icon={IconStar} title={t('empty')} text={t('emptyText')} action={action} />
          ))}
        <ul className={classes.reviews}>
          {reviews.map((review) => (
            <ReviewRow key={review.id} review={review} />
          ))}
        </ul>
        {list.hasNextPage && (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {app('more')}
          </Button>
        )}
      </div>
      {isLogging && <LogReviewDialog close={() => setLogging(false)} />}
    </div>
  );
}

const ratings = ['5', '4', '3', '2', '1'] as const;

function Filters({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  const t = useText('reviews');
  const { data: all } = useQuery(summaryQuery(everything));
  const sites = (all?.sites ?? []).map(({ site }) =>
    site === '' ? { value: ownSite, label: t('site.own') } : { value: site, label: site },
  );
  const select = (name: keyof Filter, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      size="sm"
      label={label}
      value={filter[name]}
      onChange={(event) => change({ ...filter, [name]: event.currentTarget.value })}
      data={[{ value: '', label: t('any') }, ...data]}
    />
  );
  return (
    <fieldset className={classes.filter}>
      <legend className={classes.hidden}>{t('filter')}</legend>
      {select(
        'stars',
        t('rating'),
        ratings.map((value) => ({ value, label: t('stars', { count: Number(value) }) })),
      )}
      {select('site', t('site'), sites)}
      {select('text', t('words'), [
        { value: 'with', label: t('words.with') },
        { value: 'without', label: t('words.without') },
      ])}
    </fieldset>
  );
}
