/** What arrives from sites and shops, newest first, with what was odd about it. */
import { Autocomplete, Button, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { type PropertyType, propertyTypes } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { keysQuery } from '../keys/index.ts';
import { CallRow } from './call-row.tsx';
import classes from './events.module.css';
import { Start } from './start.tsx';

/** Traces of machines don't come by the socket: the screen asks again this often while it is looked at. */
const pollMs = 2_000;
const shownMax = 100;

type Only = 'all' | 'odd';

export function EventsScreen() {
  const t = useText('events');
  const origins = useText('origins');
  const [only, setOnly] = useState<Only>('all');
  const [property, setProperty] = useState<PropertyType>();
  const [key, setKey] = useState('');
  const [isCode, code] = useDisclosure(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['collected-calls', only, property, key.trim()],
    queryFn: async ({ signal }) =>
      (
        await call(
          endpoints.listCollectedCalls,
          { query: { only, property, key: key.trim() || undefined, limit: shownMax } },
          { signal },
        )
      ).data,
    refetchInterval: pollMs,
    placeholderData: keepPreviousData,
  });
  const names = useKeyNames();
  const isNarrowed = property !== undefined || key.trim() !== '';
  const isEmpty = data?.length === 0 && only === 'all' && !isNarrowed;
  return (
    <SettingsPage
      title={t('title')}
      text={t('text')}
      action={
        data &&
        !isEmpty && (
          <Button variant="default" onClick={code.toggle} aria-expanded={isCode}>
            {t('code')}
          </Button>
        )
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={6} height={56} />}
      {(isEmpty || isCode) && <Start isEmpty={isEmpty} />}
      {data && !isEmpty && (
        <>
          <div className={classes.choices}>
            <SegmentedControl
              aria-label={t('shown')}
              value={only}
              onChange={(value) => setOnly(value as Only)}
              data={[
                { value: 'all', label: t('all') },
                { value: 'odd', label: t('odd') },
              ]}
            />
            <NativeSelect
              size="xs"
              aria-label={origins('where')}
              value={property ?? ''}
              onChange={({ currentTarget: { value } }) =>
                setProperty(propertyTypes.find((one) => one === value))
              }
              data={[
                { value: '', label: origins('anySender') },
                ...propertyTypes.map((value) => ({ value, label: origins(value) })),
              ]}
            />
            <Autocomplete
              size="xs"
              aria-label={origins('key')}
              placeholder={origins('key')}
              value={key}
              maxLength={200}
              data={names}
              onChange={setKey}
            />
          </div>
          {data.length === 0 && <Text c="dimmed">{t(isNarrowed ? 'nothingFits' : 'nothingOdd')}</Text>}
          <ol className={classes.calls} aria-label={t('list')}>
            {data.map((item) => (
              <CallRow key={item.id} item={item} />
            ))}
          </ol>
        </>
      )}
    </SettingsPage>
  );
}

/** The keys that events can come by; of one that is revoked the name can still be written. */
function useKeyNames(): string[] {
  const { data } = useQuery(keysQuery);
  return [...new Set(data?.flatMap(({ kind, name }) => (kind === 'api' ? [] : name)))];
}
