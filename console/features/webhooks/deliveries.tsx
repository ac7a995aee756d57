/** What arrived, and what became of it. */
import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import { deliveriesQuery, type Only, useReplay } from './queries.ts';
import { useFailureText } from './reason.ts';
import classes from './webhooks.module.css';

const firstMax = 20;
/** The list of the API gives no more at once. */
const shownMax = 100;
const filters = ['all', 'failed', 'waiting'] as const satisfies readonly Only[];

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useText('webhooks');
  const failureText = useFailureText();
  const replay = useReplay(webhook.id);
  const [only, setOnly] = useState<Only>('all');
  const [limit, setLimit] = useState(firstMax);
  const { data } = useQuery({
    ...deliveriesQuery(webhook.id, only, limit),
    placeholderData: keepPreviousData,
  });
  const [said, setSaid] = useState<{ text?: string; failure?: string }>({});
  const [isBusy, setBusy] = useState(false);
  const again = async (work: () => Promise<string | undefined>) => {
    setBusy(true);
    try {
      const text = await work();
      setSaid(text === undefined ? {} : { text });
    } catch (error) {
      setSaid({ failure: failureText(error) });
    }
    setBusy(false);
  };
  const isOpen = data?.data.some(
    ({ outcome, hasBody }) => hasBody && (outcome === 'failed' || outcome === 'waiting'),
  );
  return (
    <Section title={t('deliveries')} text={t('deliveriesText', { days: webhook.keptDays })}>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('shown')}
          value={only}
          onChange={(value) => setOnly(filters.find((one) => one === value) ?? 'all')}
          data={filters.map((value) => ({ value, label: t(`only.${value}`) }))}
        />
        {isOpen && webhook.isLive && (
          <Button
            variant="default"
            loading={isBusy}
            onClick={() => void again(async () => t('replayed', await replay.all()))}
          >
            {t('replayAll')}
          </Button>
        )}
      </Group>
      <div aria-live="polite">{said.text && <Text size="sm">{said.text}</Text>}</div>
      <FormFailure text={said.failure} />
      {!data && <RowSkeletons rows={3} height={56} />}
      {data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(only === 'all' ? 'nothingYet' : 'noneOfThese')}
        </Text>
      )}
      <ol className={classes.deliveries} aria-label={t('deliveries')}>
        {data?.data.map((item) => (
          <DeliveryRow
            key={item.id}
            webhook={webhook}
            item={item}
            replay={() =>
              void again(async () => {
                await replay.one(item.id);
                return undefined;
              })
            }
          />
        ))}
      </ol>
      {data?.next && limit < shownMax && (
        <Group justify="center">
          <Button variant="default" onClick={() => setLimit(shownMax)}>
            {t('more')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
