/** Everything that happened with a customer, newest first, across all channels. */
import { Button, Chip, Title } from '@mantine/core';
import { IconTimeline } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Touch } from '../../../contract/actors.ts';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import type { Stage } from '../../../contract/stage-names.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { dayName } from '../../lib/time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useNow } from '../../ui/now.ts';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { StageFilter } from '../stages/index.ts';
import classes from './customer-pane.module.css';
import { type KindGroup, kindGroupNames, kindsOf } from './kinds.ts';
import { timelineQuery } from './queries.ts';
import { TimelineEntry } from './timeline-entry.tsx';
import { byDay } from './timeline-pages.ts';
import { TouchFilter } from './touch-filter.tsx';

export const timelinePageSize = 30;

type Narrow = { stage: Stage | undefined; touch: Touch | undefined };
type Query = ReturnType<typeof timelineQuery>;
type Person = Pick<Customer, 'id' | 'name'>;
/** Whose story it is: one customer's, or that of many, of whom each entry names one. */
type Whose = { of: (entry: Entry) => Person; isAmong?: boolean };

/** `order` is the level of the days' headings. */
export function Timeline({ customer, order }: { customer: Customer; order: 2 | 3 }) {
  return (
    <Story
      queryOf={(kinds, narrow) =>
        timelineQuery(customer.id, kinds, timelinePageSize, endpoints.readTimeline, narrow)
      }
      isOfOne
      whose={{ of: () => customer }}
      order={order}
    />
  );
}

/** A timeline that can be narrowed to kinds, and goes on page by page. */
export function Story(props: {
  queryOf: (kinds: readonly EntryKind[] | undefined, narrow: Narrow) => Query;
  /** One customer's: it can be narrowed to a stage, and to what was direct or indirect. */
  isOfOne?: boolean;
  whose: Whose;
  order: 2 | 3;
}) {
  const app = useText('app');
  const [groups, setGroups] = useState<KindGroup[]>([]);
  const [stage, setStage] = useState<Stage>();
  const [touch, setTouch] = useState<Touch>();
  const query = useInfiniteQuery(props.queryOf(kindsOf(groups), { stage, touch }));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <>
      <KindFilter chosen={groups} choose={setGroups} />
      {props.isOfOne && (
        <div className={classes.filter}>
          <TouchFilter touch={touch} choose={setTouch} />
          <StageFilter stage={stage} choose={setStage} />
        </div>
      )}
      {data && (
        <Days whose={props.whose} order={props.order} entries={data.pages.flatMap((page) => page.data)} />
      )}
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />)}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {app('more')}
        </Button>
      )}
    </>
  );
}

function Days(props: { whose: Whose; order: 2 | 3; entries: Parameters<typeof byDay>[0] }) {
  const t = useText('customers');
  const locale = useLocale();
  const now = useNow();
  const { of, isAmong } = props.whose;
  if (props.entries.length === 0) {
    return <EmptyState icon={IconTimeline} title={t('noEntries')} text={t('noEntriesText')} order={3} />;
  }
  return byDay(props.entries).map(({ key, at, entries }) => (
    <section key={key} className={classes.section}>
      <Title order={props.order} size="h3" className={classes.day}>
        {dayName(new Date(at), now, locale)}
      </Title>
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} customer={of(entry)} isAmong={isAmong === true} />
        ))}
      </ol>
    </section>
  ));
}

function KindFilter({ chosen, choose }: { chosen: KindGroup[]; choose: (groups: KindGroup[]) => void }) {
  const t = useText('customers');
  return (
    <fieldset className={classes.filter}>
      <legend className={classes.hidden}>{t('filter')}</legend>
      <Chip.Group multiple value={chosen} onChange={(groups) => choose(groups as KindGroup[])}>
        {kindGroupNames.map((group) => (
          <Chip key={group} value={group} size="xs" variant="light">
            {t(`kinds.${group}`)}
          </Chip>
        ))}
      </Chip.Group>
    </fieldset>
  );
}
