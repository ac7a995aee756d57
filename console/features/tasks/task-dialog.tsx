/** Writing a task down in five seconds, and changing it. */
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { taskLengthMax } from '../../../contract/care-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Task } from '../../../contract/tasks.ts';
import { addDays, dayIn } from '../../../contract/times.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { type Form, useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';
import { ChooseCustomer, type Chosen } from './choose-customer.tsx';
import { remindChoices, remindOf, remindValue } from './remind-choices.ts';
import classes from './tasks.module.css';

type Field = 'what' | 'date' | 'time' | 'assignee' | 'remind' | 'remindAt';
type Values = Record<Field, string>;

/** A new task for a customer, who is asked for when there is none; or one that is there. */
export function TaskDialog(props: {
  close: () => void;
  task?: Task | undefined;
  customer?: Chosen | undefined;
  conversationId?: string | undefined;
}) {
  const { task, close } = props;
  const t = useText('tasks');
  const app = useText('app');
  const [customer, setCustomer] = useState<Chosen | undefined>(task?.customer ?? props.customer);
  const [isMissing, setMissing] = useState(false);
  const form = useTaskForm({ ...props, customer, missing: () => setMissing(true) });
  return (
    <Modal
      opened
      onClose={close}
      title={task ? t('change') : t('new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...form.field('what')}
            label={t('what')}
            placeholder={t('whatHint')}
            maxLength={taskLengthMax}
            data-autofocus
          />
          {task || props.customer ? null : (
            <ChooseCustomer
              chosen={customer}
              choose={(next) => {
                setCustomer(next);
                setMissing(false);
              }}
              error={isMissing ? t('customerMissing') : undefined}
            />
          )}
          <When form={form} />
          <Who form={form} />
          <Remind form={form} kept={task ? remindValue(task.remind) : ''} />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {task ? app('save') : t('add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useTaskForm(props: {
  close: () => void;
  task?: Task | undefined;
  customer: Chosen | undefined;
  conversationId?: string | undefined;
  missing: () => void;
}): Form<Values> {
  const { task, customer } = props;
  const t = useText('tasks');
  const app = useText('app');
  const { member: me } = useMe();
  const zone = useTimeZone();
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  return useForm<Values>({
    initial: initialOf(task, me.id),
    check: ({ what, date, time, remind, remindAt }) => {
      if (!customer) props.missing();
      return {
        what: what.trim() === '' ? app('field.required') : undefined,
        date: date === '' && time !== '' ? t('dateMissing') : undefined,
        remindAt: remind === 'at' && remindAt === '' ? app('field.required') : undefined,
      };
    },
    async send(values) {
      if (!customer) return;
      const body = bodyOf(values, task?.due?.timeZone ?? zone);
      if (task) await call(endpoints.updateTask, { params: { id: task.id }, body });
      else {
        const made = { ...body, customerId: customer.id, conversationId: props.conversationId ?? null };
        await call(endpoints.createTask, { body: made }, { idempotencyKey: keyFor(made) });
      }
      await cache.invalidateQueries({ queryKey: ['tasks'] });
      props.close();
      notice(task ? t('changed') : t('added'));
    },
    explain: (error) =>
      error instanceof Error && /has passed/.test(error.message) ? t('remindPast') : undefined,
  });
}

function initialOf(task: Task | undefined, me: string): Values {
  const remind = task?.remind ?? null;
  return {
    what: task?.what ?? '',
    date: task?.due?.date ?? '',
    time: task?.due?.time ?? '',
    assignee: task ? (task.assigneeId ?? '') : me,
    remind: remindValue(remind),
    remindAt: remind?.kind === 'at' ? `${remind.date}T${remind.time}` : '',
  };
}

function bodyOf({ what, date, time, assignee, remind, remindAt }: Values, timeZone: string) {
  return {
    what: what.trim(),
    assigneeId: assignee === '' ? null : assignee,
    due: date === '' ? null : { date, time: time === '' ? null : time, timeZone },
    remind: remindOf(remind, remindAt, timeZone),
  };
}

/** The date and the time of day, and a button each for the days that most tasks are due. */
function When({ form }: { form: Form<Values> }) {
  const t = useText('tasks');
  const zone = useTimeZone();
  const today = dayIn(new Date(), zone);
  const soon: [string, string][] = [
    [t('day.today'), today],
    [t('day.tomorrow'), addDays(today, 1)],
    [t('day.week'), addDays(today, 7)],
  ];
  return (
    <div>
      <div className={classes.when}>
        <TextInput {...form.field('date')} type="date" label={t('due')} max="2999-12-31" />
        <TextInput {...form.field('time')} type="time" label={t('time')} />
      </div>
      <Group gap="xs" mt={4}>
        {soon.map(([words, date]) => (
          <Button key={words} size="compact-xs" variant="default" onClick={() => setDate(form, date)}>
            {words}
          </Button>
        ))}
        {form.values.date !== '' && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setDate(form, '')}>
            {t('noDate')}
          </Button>
        )}
      </Group>
    </div>
  );
}

function setDate(form: Form<Values>, date: string): void {
  form.set(
    date === '' ? { date, time: '', ...(form.values.remind === 'at' ? {} : { remind: '' }) } : { date },
  );
}

function Who({ form }: { form: Form<Values> }) {
  const t = useText('tasks');
  const { member: me } = useMe();
  const { data: members = [] } = useQuery(membersQuery);
  const people = members.map(({ id, name }) => ({
    value: id,
    label: id === me.id ? t('me', { name }) : name,
  }));
  return (
    <NativeSelect
      {...form.field('assignee')}
      label={t('assignee')}
      data={[{ value: '', label: t('nobody') }, ...people]}
    />
  );
}

function Remind({ form, kept }: { form: Form<Values>; kept: string }): ReactNode {
  const t = useText('tasks');
  const { date, time, remind } = form.values;
  const words = (value: string): string => {
    const [kind, amount = '0', unit = 'minutes'] = value.split(':');
    if (kind === '') return t('remind.none');
    if (kind === 'at') return t('remind.at');
    if (amount === '0') return t(unit === 'days' ? 'remind.morning' : 'remind.then');
    return t(`remind.${unit as 'minutes' | 'hours' | 'days'}`, { amount: Number(amount) });
  };
  const offered = remindChoices(date, time, kept);
  // What no longer fits what is due is shown as what it becomes.
  const value = offered.includes(remind) ? remind : '';
  return (
    <>
      <NativeSelect
        {...form.field('remind')}
        value={value}
        label={t('reminder')}
        data={offered.map((one) => ({ value: one, label: words(one) }))}
      />
      {value === 'at' && (
        <TextInput {...form.field('remindAt')} type="datetime-local" label={t('remind.when')} />
      )}
    </>
  );
}
