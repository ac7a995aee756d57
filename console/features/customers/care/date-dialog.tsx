/** Writing down a day that matters, and changing it. */
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { dateKinds, remindDaysMax } from '../../../../contract/care-entries.ts';
import type { Customer } from '../../../../contract/customers.ts';
import { type CustomerDate, dateNameLengthMax } from '../../../../contract/dates.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { isDay } from '../../../../contract/yearly.ts';
import { call } from '../../../lib/api.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { chosen, type Form, useForm } from '../../../lib/use-form.ts';
import { useRetryKey } from '../../../lib/use-retry-key.ts';
import { FormFailure } from '../../../ui/form-failure.tsx';
import { notice } from '../../../ui/notices.tsx';
import classes from './care.module.css';
import { useCare } from './use-care.ts';

type Values = Record<'dateKind' | 'name' | 'day' | 'month' | 'year' | 'yearly' | 'remindDays', string>;

export function DateDialog(props: {
  customer: Customer;
  date?: CustomerDate | undefined;
  close: () => void;
}) {
  const { date, close } = props;
  const t = useText('care');
  const app = useText('app');
  const act = useCare('dates');
  const form = useDateForm(props);
  const remove = async () => {
    if (date && (await act(() => call(endpoints.removeDate, { params: { id: date.id } })))) close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={date ? t('date.change') : t('date.new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <NativeSelect
            {...form.field('dateKind')}
            label={t('date.kind')}
            data={dateKinds.map((value) => ({ value, label: t(`dateKind.${value}`) }))}
            data-autofocus
          />
          <TextInput
            {...form.field('name')}
            label={t('date.name')}
            description={form.values.dateKind === 'other' ? undefined : t('date.nameHint')}
            maxLength={dateNameLengthMax}
          />
          <Day form={form} />
          <NativeSelect
            {...form.field('yearly')}
            label={t('date.often')}
            data={[
              { value: 'yes', label: t('date.yearly') },
              { value: 'no', label: t('date.once') },
            ]}
          />
          <TextInput
            {...form.field('remindDays')}
            type="number"
            min={0}
            max={remindDaysMax}
            label={t('date.remind')}
            description={t('date.remindHint')}
          />
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            {date ? (
              <Button variant="subtle" color="red" onClick={() => void remove()}>
                {t('delete')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" loading={form.isBusy}>
              {app('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Day, month and perhaps a year: nobody has to know in which year somebody was born. */
function Day({ form }: { form: Form<Values> }) {
  const t = useText('care');
  const locale = useLocale();
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2000, index, 1),
    ),
  }));
  return (
    <div className={classes.day}>
      <TextInput {...form.field('day')} type="number" min={1} max={31} label={t('date.day')} />
      <NativeSelect {...form.field('month')} label={t('date.month')} data={months} />
      <TextInput {...form.field('year')} type="number" min={1000} max={2999} label={t('date.year')} />
    </div>
  );
}

function useDateForm(props: {
  customer: Customer;
  date?: CustomerDate | undefined;
  close: () => void;
}): Form<Values> {
  const { customer, date, close } = props;
  const t = useText('care');
  const app = useText('app');
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  return useForm<Values>({
    initial: {
      dateKind: date?.dateKind ?? 'birthday',
      name: date?.name ?? '',
      day: date ? String(date.day) : '',
      month: date ? String(date.month) : '1',
      year: date?.year ? String(date.year) : '',
      yearly: date?.yearly === false ? 'no' : 'yes',
      remindDays: date?.remindDays == null ? '' : String(date.remindDays),
    },
    check: (values) => {
      const { day, month, year } = values;
      const isThere = isDay(Number(month), Number(day), year === '' ? null : Number(year));
      const isOther = values.dateKind === 'other' && values.name.trim() === '';
      return {
        day: isThere ? undefined : t('date.noSuchDay'),
        year: values.yearly === 'no' && year === '' ? t('date.yearMissing') : undefined,
        name: isOther ? app('field.required') : undefined,
      };
    },
    async send(values) {
      const body = {
        dateKind: chosen(dateKinds, values.dateKind),
        name: values.name.trim() === '' ? null : values.name.trim(),
        month: Number(values.month),
        day: Number(values.day),
        year: values.year === '' ? null : Number(values.year),
        yearly: values.yearly === 'yes',
        remindDays: values.remindDays === '' ? null : Number(values.remindDays),
      };
      if (date) await call(endpoints.changeDate, { params: { id: date.id }, body });
      else {
        const input = { params: { id: customer.id }, body };
        await call(endpoints.setDate, input, { idempotencyKey: keyFor(body) });
      }
      await cache.invalidateQueries({ queryKey: ['dates'] });
      close();
      notice(t('date.saved'));
    },
  });
}
