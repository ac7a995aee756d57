/** Writing down that somebody asked: what, who, how and when. */
import {
  Button,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen, useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import classes from './privacy.module.css';

const kinds = ['export', 'rectify', 'erase', 'restrict', 'object'] as const;
const ways = ['mail', 'phone', 'chat', 'letter', 'in-person', 'form'] as const;
const nameLengthMax = 200;
const noteLengthMax = 2_000;
const foundMax = 6;
const typingMilliseconds = 200;

type Who = Pick<Customer, 'id' | 'name'>;

/** Without a customer it asks for one first. */
export function NewRequestDialog({ customer, close }: { customer?: Who; close: () => void }) {
  const t = useText('privacy');
  const app = useText('app');
  const [who, setWho] = useState<Who | undefined>(customer);
  return (
    <Modal opened onClose={close} title={t('new')} centered closeButtonProps={{ 'aria-label': app('close') }}>
      {who ? <RequestForm who={who} close={close} /> : <Choice choose={setWho} />}
    </Modal>
  );
}

function Choice({ choose }: { choose: (who: Who) => void }) {
  const t = useText('privacy');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), typingMilliseconds);
  const { data } = useQuery({
    queryKey: ['privacy', 'search', search],
    enabled: search !== '',
    queryFn: async ({ signal }) =>
      (await call(endpoints.listCustomers, { query: { search, limit: foundMax } }, { signal })).data,
  });
  return (
    <Stack gap="sm">
      <TextInput
        label={t('who')}
        placeholder={t('whoHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      {data?.length === 0 && <Text c="dimmed">{t('nobodyFound')}</Text>}
      <ul className={classes.found}>
        {data?.map((one) => (
          <li key={one.id}>
            <UnstyledButton onClick={() => choose(one)}>
              <bdi>{one.name ?? t('nameless')}</bdi>
              <Text size="xs" c="dimmed" component="span">
                <bdi>{one.identities.find(({ kind }) => kind !== 'visitor')?.value}</bdi>
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function RequestForm({ who, close }: { who: Who; close: () => void }) {
  const t = useText('privacy');
  const app = useText('app');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initial: { kind: 'export', askedHow: 'mail', askedBy: '', receivedAt: '', note: '' },
    async send({ kind, askedHow, askedBy, receivedAt, note }) {
      const request = await call(endpoints.openPrivacyRequest, {
        body: {
          kind: chosen(kinds, kind),
          askedHow: chosen(ways, askedHow),
          customerId: who.id,
          askedBy,
          note,
          ...(receivedAt === '' ? {} : { receivedAt: new Date(receivedAt).toISOString() }),
        },
      });
      await cache.invalidateQueries({ queryKey: ['privacy'] });
      close();
      await navigate({ to: '/settings/privacy/{-$requestId}', params: { requestId: request.id } });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <Text>
          <bdi>{who.name ?? t('nameless')}</bdi>
        </Text>
        <NativeSelect
          {...form.field('kind')}
          label={t('what')}
          data={kinds.map((value) => ({ value, label: t(`kindLong.${value}`) }))}
          data-autofocus
        />
        <NativeSelect
          {...form.field('askedHow')}
          label={t('how')}
          data={ways.map((value) => ({ value, label: t(`how.${value}`) }))}
        />
        <TextInput
          {...form.field('askedBy')}
          label={t('askedBy')}
          description={t('askedByHint')}
          maxLength={nameLengthMax}
          autoComplete="off"
        />
        <TextInput
          {...form.field('receivedAt')}
          type="datetime-local"
          label={t('receivedAt')}
          description={t('receivedAtHint')}
        />
        <Textarea {...form.field('note')} label={t('note')} maxLength={noteLengthMax} autosize minRows={2} />
        <FormFailure text={form.failure} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {app('cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('open')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
