/** Customers: finding one, and everything about them. On a phone one pane at a time. */
import { VisuallyHidden } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from '../../ui/list-screen.module.css';
import { readFilter } from '../segments/index.ts';
import { CustomerList } from './customer-list.tsx';
import { CustomerPage } from './customer-page.tsx';
import { NewCustomerDialog } from './new-customer-dialog.tsx';

export function CustomersScreen(props: { customerId?: string; segmentId?: string; filter?: object }) {
  const { customerId, segmentId } = props;
  const t = useText('customers');
  const filter = readFilter(props.filter);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className={classes.screen} data-open={customerId !== undefined || undefined}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <CustomerList openId={customerId} narrow={{ segmentId, filter }} add={() => setAdding(true)} />
      {customerId === undefined ? (
        <div className={classes.nothing}>
          <EmptyState icon={IconUser} title={t('choose')} text={t('chooseText')} />
        </div>
      ) : (
        <CustomerPage key={customerId} customerId={customerId} />
      )}
      {isAdding && <NewCustomerDialog close={() => setAdding(false)} />}
    </div>
  );
}
