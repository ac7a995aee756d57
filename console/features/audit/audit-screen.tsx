/** Who changed what, newest first, a page at a time. */
import { Button, Center } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Entry } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { dayName } from '../../lib/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useNow } from '../../ui/now.ts';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './audit.module.css';
import { byDay } from './by-day.ts';
import { Sentence } from './entry-sentence.tsx';

export function AuditScreen() {
  const t = useText('audit');
  const log = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === undefined ? {} : { cursor: pageParam };
      const page = await call(endpoints.readAuditLog, { query }, { signal });
      return { entries: page.data as unknown as Entry[], next: page.next };
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries);
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      {log.error && !entries && <ErrorState error={log.error} retry={() => void log.refetch()} />}
      {!entries && !log.error && <RowSkeletons rows={8} height={56} />}
      {entries?.length === 0 && <EmptyState icon={IconHistory} title={t('empty')} />}
      {entries && <Days entries={entries} />}
      {log.hasNextPage && (
        <Center>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
    </SettingsPage>
  );
}

function Days({ entries }: { entries: Entry[] }) {
  const locale = useLocale();
  const now = useNow();
  return byDay(entries).map(({ day, entries: ofDay }) => (
    <section key={day} className={classes.day}>
      <h2>{dayName(new Date(ofDay[0]?.occurredAt ?? day), now, locale)}</h2>
      <ol>
        {ofDay.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}

function Line({ entry }: { entry: Entry }) {
  const t = useText('audit');
  const memberName = useMemberName();
  const { kind, id } = entry.actor;
  const name = kind === 'member' ? (memberName(id) ?? null) : t(`actor.${kind}`);
  return (
    <li>
      <Avatar id={id ?? kind} name={name} size="small" />
      <span>
        <Sentence entry={entry} />
      </span>
      <Time value={entry.occurredAt} as="clock" />
    </li>
  );
}
