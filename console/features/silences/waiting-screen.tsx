/** Everybody whose last word nobody answered, the longest waiting first. */
import { Button, NativeSelect, SegmentedControl, Title } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { useTitle } from '../../lib/title.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { hoursQuery } from '../hours/index.ts';
import { type WaitingFilter, waitingQuery } from './queries.ts';
import classes from './silences.module.css';
import { WaitingRow } from './waiting-row.tsx';

export function WaitingScreen() {
  const t = useText('silences');
  useTitle(t('title'));
  const [state, setState] = useState<WaitingFilter['state']>('waiting');
  const [inboxId, setInbox] = useState('');
  const { data: hours = [] } = useQuery(hoursQuery);
  const hasHours = hours.some(({ teamId }) => teamId === null);
  return (
    <div className={classes.screen}>
      <header className={classes.filters}>
        <Title order={1}>{t('title')}</Title>
        <Link to="/settings/silence">{t('toSettings')}</Link>
      </header>
      <p className={classes.about}>
        {t(state === 'closed' ? 'closedText' : 'text')} {hasHours && state === 'waiting' && t('textHours')}
      </p>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('shown')}
          value={state}
          onChange={(value) => setState(value as WaitingFilter['state'])}
          data={(['waiting', 'closed'] as const).map((value) => ({ value, label: t(`shown.${value}`) }))}
        />
        <Inbox chosen={inboxId} choose={setInbox} />
      </div>
      <Rows
        key={`${state} ${inboxId}`}
        filter={{ state, ...(inboxId === '' ? {} : { inboxId }) }}
        hasHours={hasHours}
      />
    </div>
  );
}

/** Shown where there are several. */
function Inbox({ chosen, choose }: { chosen: string; choose: (inboxId: string) => void }) {
  const t = useText('silences');
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  if (inboxes.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('inbox')}
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: '', label: t('allInboxes') },
        ...inboxes.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function Rows({ filter, hasHours }: { filter: WaitingFilter; hasHours: boolean }) {
  const t = useText('silences');
  const app = useText('app');
  const query = useInfiniteQuery(waitingQuery(filter));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const isClosed = filter.state === 'closed';
  if (!data)
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={6} />;
  if (rows.length === 0)
    return (
      <EmptyState
        icon={IconMoodSmile}
        title={t(isClosed ? 'nothingClosed' : 'nothing')}
        text={t(isClosed ? 'nothingClosedText' : 'nothingText')}
      />
    );
  return (
    <>
      <ol className={classes.list}>
        {rows.map((row) => (
          <WaitingRow key={row.id} row={row} hasHours={hasHours} />
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {app('more')}
        </Button>
      )}
    </>
  );
}
