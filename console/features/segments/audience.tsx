/** How many people the business may write to or call by itself, and how that has changed. */
import { NativeSelect, Table, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AudienceChannel } from '../../../contract/audience.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import classes from './segments.module.css';

const periods = [7, 30, 90, 365] as const;
const dayMs = 86_400_000;

const audienceQuery = (days: number) =>
  queryOptions({
    queryKey: ['audience', days],
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - days * dayMs).toISOString();
      return call(endpoints.readAudience, { query: { since } }, { signal });
    },
  });

export function Audience() {
  const t = useText('segments');
  const [days, setDays] = useState<number>(30);
  const { data, error, refetch } = useQuery(audienceQuery(days));
  return (
    <section className={classes.audience} aria-labelledby="audience">
      <div className={classes.audienceHead}>
        <Title order={2} id="audience">
          {t('audience.title')}
        </Title>
        <NativeSelect
          size="xs"
          aria-label={t('audience.period')}
          value={days}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={periods.map((count) => ({ value: String(count), label: t('audience.days', { count }) }))}
        />
      </div>
      <Text size="sm" c="dimmed">
        {t('audience.text')}
      </Text>
      {error && !data && <ErrorState error={error} order={3} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={5} />}
      {data && <Channels channels={data.data} />}
    </section>
  );
}

function Channels({ channels }: { channels: readonly AudienceChannel[] }) {
  const t = useText('segments');
  const numbers = new Intl.NumberFormat(useLocale());
  const signed = (sign: string, count: number) => (count === 0 ? '0' : `${sign}${numbers.format(count)}`);
  return (
    <Table className={classes.channels ?? ''}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('audience.channel')}</Table.Th>
          <Table.Th scope="col">{t('audience.reachable')}</Table.Th>
          <Table.Th scope="col">{t('audience.gained')}</Table.Th>
          <Table.Th scope="col">{t('audience.lost')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {channels.map(({ channel, reachable, gained, lost }) => (
          <Table.Tr key={channel}>
            <Table.Th scope="row">{t(`audience.${channel}`)}</Table.Th>
            <Table.Td>{numbers.format(reachable)}</Table.Td>
            <Table.Td>{signed('+', gained)}</Table.Td>
            <Table.Td>{signed('−', lost)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
