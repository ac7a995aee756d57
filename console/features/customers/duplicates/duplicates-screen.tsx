/** Pairs of customers who may be one person, the strongest evidence first: looked at, merged, or refused for good. */
import { Button, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowMerge, IconUsersGroup } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type DuplicatePair, duplicatesCountMax } from '../../../../contract/customers.ts';
import { useText } from '../../../lib/i18n.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RowSkeletons } from '../../../ui/skeletons.tsx';
import { MergeDialog } from '../merge-dialog.tsx';
import classes from './duplicates.module.css';
import { Pair } from './pair.tsx';
import { duplicatesQuery, useLiveDuplicates } from './queries.ts';

export function DuplicatesScreen() {
  const t = useText('customers');
  const app = useText('app');
  const query = useInfiniteQuery(duplicatesQuery);
  const [compared, setCompared] = useState<DuplicatePair>();
  useLiveDuplicates();
  const pairs = query.data?.pages.flatMap((page) => page.data) ?? [];
  const count = query.data?.pages[0]?.count ?? 0;
  return (
    <div className={classes.screen}>
      <div className={classes.page}>
        <header className={classes.top}>
          <Link to="/customers/{-$customerId}" className={classes.back}>
            <IconArrowLeft size={16} aria-hidden /> {t('title')}
          </Link>
          <Title order={1} size="h2">
            {t('pairs.title')}
          </Title>
          <Text c="dimmed" size="sm" maw="40rem">
            {t('pairs.text')}
          </Text>
          {count > 0 && (
            <Text size="sm" fw={600} role="status">
              {t('pairs.count', { count, more: count === duplicatesCountMax ? 'yes' : 'no' })}
            </Text>
          )}
        </header>
        {query.error && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <RowSkeletons rows={4} height={120} />}
        {query.data && pairs.length === 0 && (
          <EmptyState icon={IconUsersGroup} title={t('pairs.empty')} text={t('pairs.emptyText')} />
        )}
        <ul className={classes.pairs}>
          {pairs.map((pair) => (
            <Pair
              key={`${pair.customer.id} ${pair.other.id}`}
              pair={pair}
              compare={() => setCompared(pair)}
            />
          ))}
        </ul>
        {query.hasNextPage && (
          <Button
            variant="default"
            leftSection={<IconArrowMerge size={16} aria-hidden />}
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {app('more')}
          </Button>
        )}
      </div>
      {compared && (
        <MergeDialog
          customer={compared.customer}
          other={compared.other}
          close={() => setCompared(undefined)}
        />
      )}
    </div>
  );
}
