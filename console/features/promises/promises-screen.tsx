/** Promises: open ones by when they are due, and those that were, with how many were kept. */
import { Button, NativeSelect, SegmentedControl, Title } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerPromise } from '../../../contract/promises.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { useTitle } from '../../lib/title.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useNow } from '../../ui/now.ts';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { dueGroups, groupOf } from '../tasks/index.ts';
import { PromiseRow } from './promise-row.tsx';
import classes from './promises.module.css';
import { type PromiseFilter, promisesQuery } from './queries.ts';
import { Rate } from './rate.tsx';

const states = ['open', 'kept', 'broken', 'moved', 'withdrawn'] as const;

export function PromisesScreen() {
  const t = useText('promises');
  useTitle(t('title'));
  const [state, setState] = useState<PromiseFilter['state']>('open');
  const [whose, setWhose] = useState('me');
  const [days, setDays] = useState(30);
  const member = whose === 'all' ? undefined : whose;
  return (
    <div className={classes.screen}>
      <header>
        <Title order={1}>{t('title')}</Title>
        <p>{t('text')}</p>
      </header>
      <Rate days={days} member={member} chooseDays={setDays} show={setState} />
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('shown')}
          value={state}
          onChange={(value) => setState(value as PromiseFilter['state'])}
          data={states.map((value) => ({ value, label: t(`shown.${value}`) }))}
        />
        <Whose whose={whose} choose={setWhose} />
      </div>
      <Promises
        key={`${state} ${whose} ${days}`}
        filter={{ state, days, ...(member === undefined ? {} : { member }) }}
      />
    </div>
  );
}

function Whose({ whose, choose }: { whose: string; choose: (whose: string) => void }) {
  const t = useText('promises');
  const { member: me } = useMe();
  const { data: members = [] } = useQuery(membersQuery);
  const others = members.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name }));
  const everybody = [
    { value: 'me', label: t('mine') },
    { value: 'all', label: t('everybody') },
    { value: 'none', label: t('nobody') },
  ];
  return (
    <NativeSelect
      aria-label={t('whose')}
      value={whose}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[...everybody, ...others]}
    />
  );
}

function Promises({ filter }: { filter: PromiseFilter }) {
  const t = useText('promises');
  const app = useText('app');
  const query = useInfiniteQuery(promisesQuery(filter));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const isOpen = filter.state === 'open';
  const promises = data?.pages.flatMap((page) => page.data) ?? [];
  if (!data)
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={6} />;
  if (promises.length === 0)
    return (
      <EmptyState
        icon={IconHeartHandshake}
        title={t(isOpen ? 'nothing' : 'nothingIn')}
        text={t(isOpen ? 'nothingText' : 'nothingInText')}
      />
    );
  return (
    <>
      {isOpen ? <Groups promises={promises} /> : <List promises={promises} />}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {app('more')}
        </Button>
      )}
    </>
  );
}

function Groups({ promises }: { promises: readonly CustomerPromise[] }) {
  const t = useText('promises');
  const now = useNow();
  const zone = useTimeZone();
  return dueGroups.map((group) => {
    const inGroup = promises.filter(({ due }) => groupOf(due, now, zone) === group);
    if (inGroup.length === 0) return null;
    return (
      <section key={group} className={classes.group} data-group={group}>
        <Title order={2} size="h3">
          {t(`group.${group}`)} <span className={classes.count}>{inGroup.length}</span>
        </Title>
        <List promises={inGroup} />
      </section>
    );
  });
}

function List({ promises }: { promises: readonly CustomerPromise[] }) {
  return (
    <ul className={classes.list}>
      {promises.map((promise) => (
        <PromiseRow key={promise.id} promise={promise} hasCustomer />
      ))}
    </ul>
  );
}
