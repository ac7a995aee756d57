/** What a customer agreed to or refused, by channel and topic, with its proof. */
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconPlus } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Consent, Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { consentChannels, consentWays, textLengthMax } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { chosen, useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './customer-pane.module.css';

const topicLengthMax = 100;

export function consentsQuery(id: string) {
  return queryOptions({
    queryKey: ['consents', id],
    queryFn: async ({ signal }) => (await call(endpoints.listConsents, { params: { id } }, { signal })).data,
  });
}

export function Consents({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const may = useMay();
  const { data: consents } = useQuery(consentsQuery(customer.id));
  const [isOpen, setOpen] = useState(false);
  if (!consents || (consents.length === 0 && !may('customers:write'))) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('consents')}</Title>
      {consents.length > 0 && (
        <ul className={classes.list}>
          {consents.map((consent) => (
            <Said key={`${consent.channel} ${consent.topic}`} consent={consent} />
          ))}
        </ul>
      )}
      {may('customers:write') && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => setOpen(true)}
        >
          {t('consent.record')}
        </Button>
      )}
      {isOpen && <ConsentDialog customer={customer} close={() => setOpen(false)} />}
    </section>
  );
}

function Said({ consent: { channel, topic, granted, how, proof, saidAt } }: { consent: Consent }) {
  const t = useText('customers');
  return (
    <li className={classes.duplicate}>
      <span className={classes.row}>
        {granted ? <IconCircleCheck size={16} aria-hidden /> : <IconCircleX size={16} aria-hidden />}
        <span className={classes.value}>
          {t(`consent.${channel}`)}: <bdi>{topic}</bdi>
        </span>
        <span className={granted ? classes.verified : classes.quiet}>
          {t(granted ? 'consent.yes' : 'consent.no')}
        </span>
      </span>
      <span className={classes.quiet}>
        {t(`consent.${how}`)}, <Time value={saidAt} />: <bdi>{proof}</bdi>
      </span>
    </li>
  );
}

function ConsentDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('customers');
  const app = useText('app');
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  const form = useForm({
    initial: { channel: 'email', topic: 'marketing', granted: 'yes', how: 'spoken', proof: '' },
    check: ({ topic, proof }) => ({
      topic: topic.trim() === '' ? app('field.required') : undefined,
      proof: proof.trim() === '' ? t('consent.proofMissing') : undefined,
    }),
    async send(values) {
      const body = {
        channel: chosen(consentChannels, values.channel),
        topic: values.topic.trim(),
        granted: values.granted === 'yes',
        how: chosen(consentWays, values.how),
        proof: values.proof.trim(),
      };
      const params = { id: customer.id };
      await call(endpoints.recordConsent, { params, body }, { idempotencyKey: keyFor(body) });
      await cache.invalidateQueries({ queryKey: ['consents', customer.id] });
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('consent.record')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <NativeSelect
            {...form.field('channel')}
            label={t('consent.channel')}
            data={consentChannels.map((value) => ({ value, label: t(`consent.${value}`) }))}
            data-autofocus
          />
          <TextInput
            {...form.field('topic')}
            label={t('consent.topic')}
            description={t('consent.topicHint')}
            maxLength={topicLengthMax}
          />
          <NativeSelect
            {...form.field('granted')}
            label={t('consent.said')}
            data={[
              { value: 'yes', label: t('consent.yes') },
              { value: 'no', label: t('consent.no') },
            ]}
          />
          <NativeSelect
            {...form.field('how')}
            label={t('consent.how')}
            data={consentWays.map((value) => ({ value, label: t(`consent.${value}`) }))}
          />
          <Textarea
            {...form.field('proof')}
            label={t('consent.proof')}
            description={t('consent.proofHint')}
            maxLength={textLengthMax}
            autosize
            minRows={2}
            maxRows={8}
          />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {app('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
