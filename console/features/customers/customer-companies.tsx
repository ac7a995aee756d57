/** The companies that a customer belongs to, each a link, and adding them to one. */
import { Button, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { roleLengthMax } from '../../../contract/companies.ts';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useCompanies } from '../../lib/companies.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import classes from './customer-pane.module.css';
import { companiesOfQuery } from './queries.ts';

export function CustomerCompanies({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const may = useMay();
  const { data = [] } = useQuery(companiesOfQuery(customer.id));
  const [isAdding, setAdding] = useState(false);
  if (data.length === 0 && !may('customers:write')) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('companies')}</Title>
      {data.length > 0 && (
        <ul className={classes.list}>
          {data.map(({ company, role, verified }) => (
            <li key={company.id} className={classes.row}>
              <IconBuilding size={16} aria-hidden />
              <Link
                className={classes.value}
                to="/companies/{-$companyId}"
                params={{ companyId: company.id }}
              >
                <bdi>{company.name ?? company.domains[0] ?? t('company.nameless')}</bdi>
              </Link>
              {role !== null && <bdi className={classes.quiet}>{role}</bdi>}
              {!verified && <span className={classes.quiet}>{t('unverified')}</span>}
            </li>
          ))}
        </ul>
      )}
      {may('customers:write') && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {t('company.add')}
        </Button>
      )}
      {isAdding && <Choice customer={customer} close={() => setAdding(false)} />}
    </section>
  );
}

function Choice({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('customers');
  const app = useText('app');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [search, setSearch] = useState('');
  const [role, setRole] = useState('');
  const [failure, setFailure] = useState<string>();
  const { companies, isSearching } = useCompanies(search.trim());
  const choose = async (id: string) => {
    const body = role.trim() === '' ? {} : { role: role.trim() };
    try {
      await call(endpoints.addCompanyPerson, { params: { id, customerId: customer.id }, body });
      await cache.invalidateQueries({ queryKey: companiesOfQuery(customer.id).queryKey });
      close();
    } catch (error) {
      setFailure(problemText(error));
    }
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('company.add')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('company.role')}
          maxLength={roleLengthMax}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <TextInput
          label={t('company.which')}
          placeholder={t('company.hint')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
        <ul className={classes.list}>
          {companies.map(({ id, name, domains, externalId }) => (
            <li key={id}>
              <Button variant="default" fullWidth justify="start" onClick={() => void choose(id)}>
                <bdi>{name ?? externalId ?? t('company.nameless')}</bdi>
                <span className={classes.quiet}>&nbsp;{domains[0]}</span>
              </Button>
            </li>
          ))}
        </ul>
        {search.trim() !== '' && !isSearching && companies.length === 0 && (
          <Text size="sm" role="status">
            {t('company.nothing')}
          </Text>
        )}
        <FormFailure text={failure} />
      </Stack>
    </Modal>
  );
}
