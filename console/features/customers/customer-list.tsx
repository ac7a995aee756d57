/** The list of customers with its search. */
import { ActionIcon, Button, TextInput, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChartPie, IconFilter, IconPlus, IconSearch, IconUsers } from '@tabler/icons-react';
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { isolated } from '../../lib/bidi.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { typingMs } from '../../lib/people.ts';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../../ui/list-screen.module.css';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { matchesQuery, segmentPeopleQuery } from '../segments/index.ts';
import { CustomerRows } from './customer-rows.tsx';
import { ListCount } from './list-count.tsx';
import { ListLinks } from './list-links.tsx';
import { keyOf, type Narrow } from './narrow.ts';
import { customersQuery } from './queries.ts';
import { SegmentChoice } from './segment-choice.tsx';
import { useLiveCustomers } from './use-live-customer.ts';
import { useSearchKeys } from './use-search-keys.ts';

/** All lists come page by page in one shape. */
const everybody = customersQuery('');

export function CustomerList(props: { openId: string | undefined; narrow: Narrow; add: () => void }) {
  const { openId, narrow, add } = props;
  const t = useText('customers');
  const may = useMay();
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), typingMs);
  const field = useRef<HTMLInputElement>(null);
  const query = useInfiniteQuery({ ...wantedBy(narrow, settled), placeholderData: keepPreviousData });
  const list = useRef<HTMLElement>(null);
  const onKeyDown = useSearchKeys(list, {
    isCurrent: settled === text.trim() && !query.isPlaceholderData && !query.isPending,
    clear: () => setText(''),
  });
  useLiveCustomers();
  useCommands([
    {
      id: 'customers.search',
      label: t('search'),
      group: 'list',
      keys: '/',
      run: () => field.current?.focus(),
    },
    ...(may('customers:write')
      ? [{ id: 'customers.add', label: t('new'), group: 'act' as const, icon: IconPlus, run: add }]
      : []),
  ]);
  return (
    <section ref={list} className={classes.list} aria-label={t('list')}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <Title order={2} size="h2">
            {t('title')}
          </Title>
          {may('customers:write') && (
            <Tooltip label={t('new')}>
              <ActionIcon variant="default" aria-label={t('new')} onClick={add}>
                <IconPlus size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
        <TextInput
          ref={field}
          type="search"
          size="sm"
          aria-label={t('search')}
          placeholder={t('searchHint')}
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ListLinks />
        <SegmentChoice customerId={openId} narrow={narrow} isFound={query.isSuccess} />
        {settled === '' && !query.isError && <ListCount narrow={narrow} />}
      </header>
      <Found
        query={query}
        text={settled}
        narrow={narrow}
        openId={openId}
        add={may('customers:write') && <Button onClick={add}>{t('new')}</Button>}
      />
    </section>
  );
}

/** Everybody, those in a segment or those whom the conditions fit; of them those who match. */
function wantedBy({ segmentId, filter }: Narrow, text: string): typeof everybody {
  const isWhole = segmentId !== undefined && text === '';
  const wanted = filter
    ? matchesQuery(filter, text)
    : isWhole
      ? segmentPeopleQuery(segmentId)
      : customersQuery(text, segmentId);
  return wanted as typeof everybody;
}

type Query = UseInfiniteQueryResult<InfiniteData<{ data: Customer[] }>>;

function Found(props: {
  query: Query;
  text: string;
  narrow: Narrow;
  openId: string | undefined;
  add: ReactNode;
}) {
  const { text, narrow, openId, add } = props;
  const t = useText('customers');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = props.query;
  if (!data) {
    return error ? (
      <ErrorState error={error} retry={() => void refetch()} />
    ) : (
      <RowSkeletons rows={10} height={64} />
    );
  }
  const customers = data.pages.flatMap((page) => page.data);
  const isShort = hasNextPage && !isFetchingNextPage && data.pages.at(-1)?.data.length === 0;
  const further = isShort && (
    <Button variant="default" onClick={() => void fetchNextPage()}>
      {t('lookFurther')}
    </Button>
  );
  if (customers.length === 0 && narrow.filter && (text === '' || hasNextPage)) {
    const words = hasNextPage ? t('filterSoFar') : t('filterEmptyText');
    return <EmptyState icon={IconFilter} title={t('filterEmpty')} text={words} action={further} />;
  }
  if (customers.length === 0 && narrow.segmentId !== undefined && text === '') {
    return <EmptyState icon={IconChartPie} title={t('segmentEmpty')} text={t('segmentEmptyText')} />;
  }
  if (customers.length === 0) {
    return text === '' ? (
      <EmptyState icon={IconUsers} title={t('empty')} text={t('emptyText')} action={add} />
    ) : (
      <EmptyState
        icon={IconSearch}
        title={t('nobody')}
        text={t('nobodyText', { text: isolated(text) })}
        action={add}
      />
    );
  }
  return (
    <>
      <VisuallyHidden role="status">
        {text !== '' && t('found', { count: customers.length, more: hasNextPage ? 'yes' : 'no' })}
      </VisuallyHidden>
      <CustomerRows
        key={`${keyOf(narrow)} ${text}`}
        narrow={narrow}
        customers={customers}
        openId={openId}
        search={text}
        more={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
      />
      {further}
    </>
  );
}
