/** How conversations ended lately: a number for each reason, which opens the very conversations. */
import { Table, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Reason } from '../../../contract/conversation-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { keepUnsaved } from '../../lib/unsaved-view.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import classes from './closing.module.css';

const days = 30;

const endingsQuery = queryOptions({
  queryKey: ['closing', 'endings', days],
  queryFn: async ({ signal }) => (await call(endpoints.countEndings, { query: { days } }, { signal })).data,
});

export function Endings({ reasons }: { reasons: readonly Reason[] }) {
  const t = useText('closing');
  const locale = useLocale();
  const { data, error, refetch } = useQuery(endingsQuery);
  const all = data?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const nameOf = (id: string | null) =>
    id === null ? t('withoutReason') : (reasons.find((reason) => reason.id === id)?.name ?? t('gone'));
  return (
    <Section title={t('endings', { days })} text={t('endingsText')}>
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={2} />)}
      {data?.length === 0 && <Text size="sm">{t('endingsNone')}</Text>}
      {data && data.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('reason')}</Table.Th>
              <Table.Th className={classes.number ?? ''}>{t('conversations')}</Table.Th>
              <Table.Th className={classes.number ?? ''}>{t('share')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map(({ reasonId, count }) => (
              <Table.Tr key={reasonId}>
                <Table.Td>
                  <bdi>{nameOf(reasonId)}</bdi>
                </Table.Td>
                <Table.Td className={classes.number ?? ''}>
                  <Link
                    to="/conversations/{-$conversationId}"
                    params={{ conversationId: undefined }}
                    aria-label={t('open', { count, reason: nameOf(reasonId) })}
                    onClick={() =>
                      keepUnsaved({ status: 'closed', reasonIds: [reasonId ?? 'none'], closedDays: days })
                    }
                  >
                    {count.toLocaleString(locale)}
                  </Link>
                </Table.Td>
                <Table.Td className={classes.number ?? ''}>{percent.format(count / all)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
