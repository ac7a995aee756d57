/** Writing down what a customer needs or expects, and changing it. */
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { needKinds, needLengthMax } from '../../../../contract/care-entries.ts';
import type { Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { chosen, useForm } from '../../../lib/use-form.ts';
import { useRetryKey } from '../../../lib/use-retry-key.ts';
import { FormFailure } from '../../../ui/form-failure.tsx';
import { notice } from '../../../ui/notices.tsx';
import type { Need } from './queries.ts';
import { useCare } from './use-care.ts';

/** `evidence`: the entries that a new need begins with. */
export function NeedDialog(props: {
  customer: Pick<Customer, 'id'>;
  need?: Need | undefined;
  evidence: string[];
  close: () => void;
}) {
  const { customer, need, evidence, close } = props;
  const t = useText('care');
  const app = useText('app');
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  const act = useCare('needs');
  const form = useForm<Record<'text' | 'needKind', string>>({
    initial: { text: need?.text ?? '', needKind: need?.needKind ?? 'need' },
    check: ({ text }) => ({ text: text.trim() === '' ? app('field.required') : undefined }),
    async send(values) {
      const body = { text: values.text.trim(), needKind: chosen(needKinds, values.needKind) };
      if (need) await call(endpoints.changeNeed, { params: { id: need.id }, body });
      else {
        const made = { ...body, evidence };
        const input = { params: { id: customer.id }, body: made };
        await call(endpoints.stateNeed, input, { idempotencyKey: keyFor(made) });
      }
      await cache.invalidateQueries({ queryKey: ['needs'] });
      close();
      notice(t('need.saved'));
    },
  });
  const remove = async () => {
    if (need && (await act(() => call(endpoints.removeNeed, { params: { id: need.id } })))) close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={need ? t('need.change') : t('need.new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...form.field('text')}
            label={t('need.text')}
            placeholder={t('need.textHint')}
            maxLength={needLengthMax}
            data-autofocus
          />
          <NativeSelect
            {...form.field('needKind')}
            label={t('need.kind')}
            data={needKinds.map((value) => ({ value, label: t(`needKind.${value}`) }))}
          />
          {evidence.length > 0 && (
            <Text size="sm" c="dimmed">
              {t('evidence.with')}
            </Text>
          )}
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            {need ? (
              <Button variant="subtle" color="red" onClick={() => void remove()}>
                {t('need.remove')}
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
