/** Who belongs to a company, and what they do there. */
import { ActionIcon, Button, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CompanyPerson } from '../../../contract/companies.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useCustomerName } from '../customers/index.ts';
import { AddPersonDialog } from './add-person-dialog.tsx';
import classes from './companies.module.css';
import { PersonDialog } from './person-dialog.tsx';
import { peopleQuery } from './queries.ts';

export function People({ companyId }: { companyId: string }) {
  const t = useText('companies');
  const app = useText('app');
  const may = useMay();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(peopleQuery(companyId));
  const [edited, setEdited] = useState<CompanyPerson>();
  const [isAdding, setAdding] = useState(false);
  const people = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className={classes.section}>
      <Title order={3}>{t('people')}</Title>
      {data && people.length === 0 && <span className={classes.quiet}>{t('nobodyYet')}</span>}
      <ul className={classes.list}>
        {people.map((person) => (
          <Person
            key={person.customer.id}
            person={person}
            edit={may('customers:write') ? () => setEdited(person) : undefined}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {app('more')}
        </Button>
      )}
      {may('customers:write') && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
          {t('addPerson')}
        </Button>
      )}
      {isAdding && <AddPersonDialog companyId={companyId} close={() => setAdding(false)} />}
      {edited && <PersonDialog companyId={companyId} person={edited} close={() => setEdited(undefined)} />}
    </section>
  );
}

function Person({ person, edit }: { person: CompanyPerson; edit: (() => void) | undefined }) {
  const t = useText('companies');
  const customerName = useCustomerName();
  const { customer, role, verified } = person;
  return (
    <li className={classes.person}>
      <Avatar id={customer.id} name={customer.name} size="small" />
      <span className={classes.who}>
        <Link to="/customers/{-$customerId}" params={{ customerId: customer.id }}>
          <bdi>{customerName(customer)}</bdi>
        </Link>
        {(role !== null || !verified) && (
          <span className={classes.quiet}>
            {role !== null && <bdi>{role}</bdi>}
            {role !== null && !verified && ' · '}
            {!verified && t('unverified')}
          </span>
        )}
      </span>
      {edit && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('changePerson', { name: isolated(customerName(customer)) })}
          onClick={edit}
        >
          <IconPencil size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
