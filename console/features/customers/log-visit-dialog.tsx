/** Writing down a visit to a store in ten seconds. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { LogDialog, useLogged } from './log-dialog.tsx';
import { useCustomerName } from './use-customer-name.ts';
import { isAhead, localTime, occurredAtOf } from './when.ts';

/** The place of the last visit is most often the place of the next. */
const placeKey = 'rapport.visit.place';

export function LogVisitDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('customers');
  const name = isolated(useCustomerName()(customer));
  const logged = useLogged(customer, close);
  const keyFor = useRetryKey();
  const [begun] = useState(() => localTime(new Date()));
  const form = useForm<Record<'place' | 'summary' | 'when', string>>({
    initial: { place: localStorage.getItem(placeKey) ?? '', summary: '', when: begun },
    check: ({ when }) => ({ when: isAhead(when, new Date()) ? t('whenAhead') : undefined }),
    async send({ place, summary, when }) {
      const written = place.trim();
      const body = { place: written === '' ? null : written, summary, ...occurredAtOf(when, begun) };
      const params = { id: customer.id };
      const entry = await call(endpoints.logVisit, { params, body }, { idempotencyKey: keyFor(body) });
      localStorage.setItem(placeKey, written);
      logged(entry, t('logVisit.done'));
    },
  });
  return (
    <LogDialog title={t('logVisit.title', { name })} close={close} form={form}>
      <TextInput
        {...form.field('place')}
        label={t('place')}
        placeholder={t('placeHint')}
        maxLength={nameLengthMax}
      />
    </LogDialog>
  );
}
