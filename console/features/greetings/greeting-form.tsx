/** Making a greeting, and changing it. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import {
  type Greeting,
  greetingDaysMax,
  greetingPagesSeenMax,
  greetingSecondsMax,
} from '../../../contract/greetings.ts';
import { locales } from '../../../contract/ids.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { GreetingFields } from './greeting-fields.tsx';
import { inputOf, isWhole, type Page, valuesOf } from './greeting-values.ts';
import { greetingsQuery } from './queries.ts';

type Props = { inboxId: string; greeting: Greeting | undefined; close: () => void };

export function GreetingForm(props: Props) {
  const { greeting, close } = props;
  const t = useText('greetings');
  const app = useText('app');
  const { form, pages, setPages, remove } = useGreetingForm(props);
  return (
    <Modal
      opened
      onClose={close}
      title={greeting ? t('change') : t('new')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <GreetingFields form={form} pages={pages} changePages={setPages} />
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            {greeting ? (
              <ConfirmButton label={t('remove')} title={t('removeAsk')} confirm={t('remove')} act={remove}>
                {t('removeText')}
              </ConfirmButton>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={close}>
                {app('cancel')}
              </Button>
              <Button type="submit" loading={form.isBusy}>
                {app('save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useGreetingForm({ inboxId, greeting, close }: Props) {
  const t = useText('greetings');
  const app = useText('app');
  const cache = useQueryClient();
  const [pages, setPages] = useState<readonly Page[]>(greeting?.pages ?? []);
  const renew = () => cache.invalidateQueries({ queryKey: greetingsQuery.queryKey });
  const between = (text: string, from: number, to: number) =>
    isWhole(text, from, to) ? undefined : t('between', { from, to });
  const form = useForm({
    initial: valuesOf(greeting),
    check: (values) => ({
      name: values.name.trim() === '' ? app('field.required') : undefined,
      'text.en': locales.some((locale) => values[`text.${locale}`].trim() !== '') ? undefined : t('noText'),
      seconds: between(values.seconds, 0, greetingSecondsMax),
      pagesSeen: between(values.pagesSeen, 1, greetingPagesSeenMax),
      days: between(values.days, 1, greetingDaysMax),
    }),
    async send(values) {
      const body = inputOf(values, pages);
      if (greeting) await call(endpoints.changeGreeting, { params: { id: greeting.id }, body });
      else await call(endpoints.createGreeting, { body: { inboxId, ...body } });
      await renew();
      close();
    },
  });
  const remove = async () => {
    if (!greeting) return;
    await call(endpoints.removeGreeting, { params: { id: greeting.id } });
    await renew();
    close();
  };
  return { form, pages, setPages, remove };
}
