/** The list of companies with its search. */
import {
  ActionIcon,
  Button,
  SegmentedControl,
  TextInput,
  Title,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconPlus, IconSearch } from '@tabler/icons-react';
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { Company } from '../../../contract/companies.ts';
import { isolated } from '../../lib/bidi.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { typingMs } from '../../lib/people.ts';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../../ui/list-screen.module.css';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { useSearchKeys } from '../customers/index.ts';
import { CompanyRows } from './company-rows.tsx';
import { companiesQuery } from './queries.ts';
import { useLiveCompanies } from './use-live-company.ts';

export function CompanyList({ openId, add }: { openId: string | undefined; add: () => void }) {
  const t = useText('companies');
  const may = useMay();
  const [text, setText] = useState('');
  const [isArchived, setArchived] = useState(false);
  const [settled] = useDebouncedValue(text.trim(), typingMs);
  const field = useRef<HTMLInputElement>(null);
  const query = useInfiniteQuery({
    ...companiesQuery({ search: settled, isArchived }),
    placeholderData: keepPreviousData,
  });
  const list = useRef<HTMLElement>(null);
  const onKeyDown = useSearchKeys(list, {
    isCurrent: settled === text.trim() && !query.isPlaceholderData && !query.isPending,
    clear: () => setText(''),
  });
  useLiveCompanies();
  useCommands([
    {
      id: 'companies.search',
      label: t('search'),
      group: 'list',
      keys: '/',
      run: () => field.current?.focus(),
    },
    ...(may('customers:write')
      ? [{ id: 'companies.add', label: t('new'), group: 'act' as const, icon: IconPlus, run: add }]
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
        <SegmentedControl
          size="xs"
          aria-label={t('shown')}
          value={isArchived ? 'archived' : 'current'}
          onChange={(value) => setArchived(value === 'archived')}
          data={[
            { value: 'current', label: t('current') },
            { value: 'archived', label: t('archived') },
          ]}
        />
      </header>
      <Found
        query={query}
        text={settled}
        isArchived={isArchived}
        openId={openId}
        add={may('customers:write') && <Button onClick={add}>{t('new')}</Button>}
      />
    </section>
  );
}

type Query = UseInfiniteQueryResult<InfiniteData<{ data: Company[] }>>;
type FoundProps = {
  query: Query;
  text: string;
  isArchived: boolean;
  openId: string | undefined;
  add: ReactNode;
};

function Found({ query, text, isArchived, openId, add }: FoundProps) {
  const t = useText('companies');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (!data) {
    return error ? (
      <ErrorState error={error} retry={() => void refetch()} />
    ) : (
      <RowSkeletons rows={10} height={64} />
    );
  }
  const companies = data.pages.flatMap((page) => page.data);
  if (companies.length === 0) {
    if (text !== '') {
      const said = t('nothingText', { text: isolated(text) });
      return <EmptyState icon={IconSearch} title={t('nothing')} text={said} action={!isArchived && add} />;
    }
    return isArchived ? (
      <EmptyState icon={IconBuilding} title={t('noArchived')} text={t('noArchivedText')} />
    ) : (
      <EmptyState icon={IconBuilding} title={t('empty')} text={t('emptyText')} action={add} />
    );
  }
  return (
    <>
      <VisuallyHidden role="status">
        {text !== '' && t('found', { count: companies.length, more: hasNextPage ? 'yes' : 'no' })}
      </VisuallyHidden>
      <CompanyRows
        key={`${text} ${isArchived}`}
        companies={companies}
        openId={openId}
        search={text}
        more={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
      />
    </>
  );
}
