/** A promise in a form: what was read from a line, put right, before it is made; or one that is there, changed. */
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { type CustomerPromise, promiseLengthMax } from '../../../contract/promises.ts';
import { dueAt } from '../../../contract/times.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { type Form, useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';
import classes from './promises.module.css';
import type { Read } from './read-promise.ts';
import { useBusinessZone } from './use-business-zone.ts';

/** `public`: `yes` or nothing. */
type Values = Record<'what' | 'date' | 'time' | 'who' | 'public', string>;

/** What a new one begins with. `isPublic`: it was said to the customer. */
export type Draft = { conversationId: string; read: Partial<Read>; isPublic: boolean };

export function PromiseDialog(props: {
  close: () => void;
  promise?: CustomerPromise | undefined;
  draft?: Draft | undefined;
  /** It was made. */
  made?: (() => void) | undefined;
}) {
  const { promise, close } = props;
  const t = useText('promises');
  const app = useText('app');
  const businessZone = useBusinessZone();
  const zone = promise?.due.timeZone ?? businessZone;
  const form = usePromiseForm({ ...props, zone });
  return (
    <Modal
      opened
      onClose={close}
      title={t(promise ? 'change' : 'new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <div className={classes.when}>
            <TextInput
              {...form.field('date')}
              type="date"
              label={t('date')}
              max="2999-12-31"
              data-autofocus
            />
            <TextInput {...form.field('time')} type="time" label={t('time')} />
          </div>
          <Text size="xs" c="dimmed">
            {t('zone', { zone })}
          </Text>
          <TextInput
            {...form.field('what')}
            label={t('what')}
            placeholder={t('whatHint')}
            maxLength={promiseLengthMax}
          />
          <Who form={form} />
          {promise ? (
            promise.public && <Text size="sm">{t('publicOnly')}</Text>
          ) : (
            <Checkbox
              checked={form.values.public !== ''}
              onChange={(event) => form.set({ public: event.currentTarget.checked ? 'yes' : '' })}
              label={t('public')}
              description={t('publicHint')}
            />
          )}
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {promise ? app('save') : t('add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function usePromiseForm(props: Parameters<typeof PromiseDialog>[0] & { zone: string }): Form<Values> {
  const { promise, draft, zone } = props;
  const t = useText('promises');
  const app = useText('app');
  const { member: me } = useMe();
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  const dueOf = ({ date, time }: Values) => ({ date, time: time === '' ? null : time, timeZone: zone });
  const isMoved = (values: Values) =>
    !promise || values.date !== promise.due.date || values.time !== (promise.due.time ?? '');
  return useForm<Values>({
    initial: {
      what: promise?.what ?? draft?.read.what ?? '',
      date: promise?.due.date ?? draft?.read.date ?? '',
      time: promise?.due.time ?? draft?.read.time ?? '',
      who: promise ? (promise.memberId ?? '') : me.id,
      public: draft?.isPublic ? 'yes' : '',
    },
    check: (values) => ({
      what: values.what.trim() === '' ? app('field.required') : undefined,
      date:
        values.date === ''
          ? app('field.required')
          : isMoved(values) && dueAt(dueOf(values)) <= new Date()
            ? t('past')
            : undefined,
    }),
    async send(values) {
      const said = { what: values.what.trim(), memberId: values.who === '' ? null : values.who };
      if (promise) {
        const body = { ...said, ...(isMoved(values) ? { due: dueOf(values) } : {}) };
        await call(endpoints.changePromise, { params: { id: promise.id }, body });
      } else if (draft) {
        const { conversationId } = draft;
        const body = { ...said, conversationId, due: dueOf(values), public: values.public !== '' };
        await call(endpoints.makePromise, { body }, { idempotencyKey: keyFor(body) });
        props.made?.();
      }
      await cache.invalidateQueries({ queryKey: ['promises'] });
      props.close();
      notice(t(promise ? 'changed' : 'added'));
    },
  });
}

function Who({ form }: { form: Form<Values> }) {
  const t = useText('promises');
  const { member: me } = useMe();
  const { data: members = [] } = useQuery(membersQuery);
  const people = members.map(({ id, name }) => ({
    value: id,
    label: id === me.id ? t('me', { name }) : name,
  }));
  return (
    <NativeSelect
      {...form.field('who')}
      label={t('who')}
      data={[{ value: '', label: t('nobody') }, ...people]}
    />
  );
}
