/** Writing down a phone call in ten seconds. */
import { NumberInput, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { LogDialog, useLogged } from './log-dialog.tsx';
import { useCustomerName } from './use-customer-name.ts';
import { isAhead, localTime, occurredAtOf } from './when.ts';

const directions = ['inbound', 'outbound'] as const;
const outcomes = ['answered', 'missed', 'voicemail', 'busy'] as const;
const minutesMax = 1_440;

export function LogCallDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('customers');
  const name = isolated(useCustomerName()(customer));
  const logged = useLogged(customer, close);
  const keyFor = useRetryKey();
  const [begun] = useState(() => localTime(new Date()));
  const form = useForm<Record<'direction' | 'outcome' | 'minutes' | 'summary' | 'when', string>>({
    initial: { direction: 'inbound', outcome: 'answered', minutes: '', summary: '', when: begun },
    check: ({ when }) => ({ when: isAhead(when, new Date()) ? t('whenAhead') : undefined }),
    async send({ direction, outcome, minutes, summary, when }) {
      const body = {
        callDirection: directions.find((value) => value === direction) ?? 'inbound',
        outcome: outcomes.find((value) => value === outcome) ?? 'answered',
        durationSeconds: outcome === 'answered' && minutes !== '' ? Math.round(Number(minutes) * 60) : null,
        summary,
        ...occurredAtOf(when, begun),
      };
      const params = { id: customer.id };
      const entry = await call(endpoints.logCall, { params, body }, { idempotencyKey: keyFor(body) });
      logged(entry, t('logCall.done'));
    },
  });
  const { values, set } = form;
  return (
    <LogDialog title={t('logCall.title', { name })} close={close} form={form}>
      <SegmentedControl
        aria-label={t('direction')}
        value={values.direction}
        onChange={(direction) => set({ direction })}
        data={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
      />
      <SegmentedControl
        aria-label={t('outcome')}
        value={values.outcome}
        onChange={(outcome) => set({ outcome })}
        data={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
      />
      {values.outcome === 'answered' && (
        <NumberInput
          label={t('minutes')}
          min={0}
          max={minutesMax}
          value={values.minutes}
          onChange={(minutes) => set({ minutes: String(minutes) })}
        />
      )}
    </LogDialog>
  );
}
