/** Choosing a customer who belongs to a company, with what they do there. */
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { roleLengthMax } from '../../../contract/companies.ts';
import { useText } from '../../lib/i18n.tsx';
import { addressOf } from '../../lib/marked.ts';
import { usePeople } from '../../lib/people.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { useCustomerName } from '../customers/index.ts';
import classes from './companies.module.css';
import { useBelonging } from './use-belonging.ts';

export function AddPersonDialog({ companyId, close }: { companyId: string; close: () => void }) {
  const t = useText('companies');
  const app = useText('app');
  const customerName = useCustomerName();
  const problemText = useProblemText();
  const { add } = useBelonging(companyId);
  const [search, setSearch] = useState('');
  const [role, setRole] = useState('');
  const [failure, setFailure] = useState<string>();
  const { people, isSearching } = usePeople(search.trim());
  const choose = (customerId: string) =>
    add(customerId, role.trim() === '' ? undefined : role.trim()).then(close, (error: unknown) =>
      setFailure(problemText(error)),
    );
  return (
    <Modal
      opened
      onClose={close}
      title={t('addPerson')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('role')}
          description={t('roleHint')}
          maxLength={roleLengthMax}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <TextInput
          label={t('who')}
          placeholder={t('whoHint')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
        <ul className={classes.list}>
          {people.map((customer) => (
            <li key={customer.id}>
              <Button
                variant="default"
                fullWidth
                justify="start"
                leftSection={<Avatar id={customer.id} name={customer.name} size="small" />}
                onClick={() => void choose(customer.id)}
              >
                <bdi>{customerName(customer)}</bdi>
                <span className={classes.quiet}>&nbsp;{addressOf(customer, search)}</span>
              </Button>
            </li>
          ))}
        </ul>
        {search.trim() !== '' && !isSearching && people.length === 0 && (
          <Text size="sm" role="status">
            {t('nobodyFound')}
          </Text>
        )}
        <FormFailure text={failure} />
      </Stack>
    </Modal>
  );
}
