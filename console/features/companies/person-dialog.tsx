/** What somebody does at a company, and that they don't belong to it. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type CompanyPerson, roleLengthMax } from '../../../contract/companies.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { useCustomerName } from '../customers/index.ts';
import { useBelonging } from './use-belonging.ts';

export function PersonDialog(props: { companyId: string; person: CompanyPerson; close: () => void }) {
  const { companyId, close } = props;
  const { customer, role } = props.person;
  const t = useText('companies');
  const app = useText('app');
  const { add, remove } = useBelonging(companyId);
  const form = useForm({
    initial: { role: role ?? '' },
    send: async (values) => {
      await add(customer.id, values.role.trim() || null);
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={<bdi>{useCustomerName()(customer)}</bdi>}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...form.field('role')}
            label={t('role')}
            description={t('roleHint')}
            maxLength={roleLengthMax}
            data-autofocus
          />
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            <Button
              variant="subtle"
              color="red"
              onClick={() => {
                close();
                void remove(props.person, isolated(customer.name ?? ''));
              }}
            >
              {t('removePerson')}
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
