/** The notification centre: what the member was told, the newest first; each opens its place. */
import { Button, SegmentedControl, Title } from '@mantine/core';
import { IconBell, IconSettings } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useReadNotifications } from '../../lib/notifications.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { NotificationRow } from './notification-row.tsx';
import classes from './notifications.module.css';

const rowHeight = 64;

export function NotificationsScreen() {
  const t = useText('notifications');
  const [shown, setShown] = useState<'unread' | 'all'>('unread');
  const read = useReadNotifications();
  const list = useList(shown === 'unread');
  const newest = list.rows[0]?.latestAt;
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>{t('title')}</Title>
        <Button
          component={Link}
          to="/settings/notifications"
          variant="subtle"
          color="gray"
          leftSection={<IconSettings size={16} />}
        >
          {t('settings')}
        </Button>
      </header>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('shown')}
          value={shown}
          onChange={(value) => setShown(value === 'all' ? 'all' : 'unread')}
          data={(['unread', 'all'] as const).map((value) => ({ value, label: t(`shown.${value}`) }))}
        />
        <Button
          variant="default"
          disabled={!list.rows.some(({ readAt }) => readAt === null)}
          onClick={() => newest !== undefined && void read({ upTo: newest }).catch(() => undefined)}
        >
          {t('readAll')}
        </Button>
      </div>
      {list.error !== null && list.rows.length === 0 && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <RowSkeletons rows={6} height={rowHeight} />}
      {list.isDone && list.rows.length === 0 && (
        <EmptyState icon={IconBell} title={t(`none.${shown}`)} text={t('noneText')} />
      )}
      <ul className={classes.rows} aria-label={t('title')}>
        {list.rows.map((one) => (
          <NotificationRow key={one.id} notification={one} read={read} />
        ))}
      </ul>
      {list.more && (
        <Button variant="subtle" loading={list.isLoadingMore} onClick={list.more}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

/** Page by page; kept current by the socket, as everything under this key is. */
function useList(isUnread: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['notifications', isUnread ? 'unread' : 'all'],
    queryFn: ({ pageParam, signal }) => {
      const asked = {
        ...(isUnread ? { unread: 'true' as const } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return call(endpoints.listNotifications, { query: asked }, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  return {
    rows: query.data?.pages.flatMap(({ data }) => data) ?? [],
    error: query.error,
    isPending: query.isPending,
    isDone: query.isSuccess,
    retry: () => void query.refetch(),
    isLoadingMore: query.isFetchingNextPage,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
  };
}
