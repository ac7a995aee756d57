/** Writing down a phone call in ten seconds. */
import { Checkbox, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { hrefLengthMax, isWebHref } from '../../../contract/rich-text.ts';
import { addDays, dayIn } from '../../../contract/times.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { part } from '../../ui/part.tsx';
import { type CallForm, callBackOf } from './call-back.ts';
import { LogDialog, useLogged } from './log-dialog.tsx';
import { useCustomerName } from './use-customer-name.ts';
import { isAhead, localTime, occurredAtOf } from './when.ts';

const directions = ['inbound', 'outbound'] as const;
const outcomes = ['answered', 'missed', 'voicemail', 'busy'] as const;
const minutesMax = 1_440;

const CallTemplates = part(() => import('./call-templates.tsx').then((file) => file.CallTemplates));
const CallBackFields = part(() => import('./call-back-fields.tsx').then((file) => file.CallBackFields));

export function LogCallDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('customers');
  const name = isolated(useCustomerName()(customer));
  const form = useCallForm(customer, close);
  const { values, set } = form;
  return (
    <LogDialog
      title={t('logCall.title', { name })}
      close={close}
      form={form}
      menu={<CallTemplates customer={customer} form={form} />}
      more={
        <>
          <TextInput
            {...form.field('recordingUrl')}
            type="url"
            label={t('recordingLink')}
            placeholder="https://"
            maxLength={hrefLengthMax}
          />
          <Checkbox
            label={t('callBack')}
            checked={values.callBack !== ''}
            onChange={({ currentTarget: { checked } }) => set({ callBack: checked ? 'yes' : '' })}
          />
          {values.callBack !== '' && <CallBackFields form={form} />}
        </>
      }
    >
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

function useCallForm(customer: Customer, close: () => void): CallForm {
  const t = useText('customers');
  const app = useText('app');
  const name = useCustomerName()(customer);
  const logged = useLogged(customer, close);
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  const zone = useTimeZone();
  const [begun] = useState(() => localTime(new Date()));
  return useForm<CallForm['values']>({
    initial: {
      ...{
        direction: 'inbound',
        outcome: 'answered',
        minutes: '',
        summary: '',
        when: begun,
        recordingUrl: '',
      },
      ...{ callBack: '', what: t('callBack.sample', { name }), time: '' },
      date: addDays(dayIn(new Date(), zone), 1),
    },
    check: ({ when, recordingUrl, callBack, what, date }) => ({
      when: isAhead(when, new Date()) ? t('whenAhead') : undefined,
      recordingUrl:
        recordingUrl.trim() === '' || isWebHref(recordingUrl.trim()) ? undefined : t('recordingWrong'),
      what: callBack !== '' && what.trim() === '' ? app('field.required') : undefined,
      date: callBack !== '' && date === '' ? app('field.required') : undefined,
    }),
    async send({ direction, outcome, minutes, summary, when, recordingUrl, ...task }) {
      const body = {
        callDirection: directions.find((value) => value === direction) ?? 'inbound',
        outcome: outcomes.find((value) => value === outcome) ?? 'answered',
        durationSeconds: outcome === 'answered' && minutes !== '' ? Math.round(Number(minutes) * 60) : null,
        summary,
        recordingUrl: recordingUrl.trim() === '' ? null : recordingUrl.trim(),
        callBack: task.callBack === '' ? null : callBackOf(task, zone),
        ...occurredAtOf(when, begun),
      };
      const params = { id: customer.id };
      const answer = await call(endpoints.logCall, { params, body }, { idempotencyKey: keyFor(body) });
      const { task: made, ...entry } = answer;
      if (made) await cache.invalidateQueries({ queryKey: ['tasks'] });
      logged(entry, t(made ? 'logCall.doneBoth' : 'logCall.done'));
    },
  });
}
