/** Beside a conversation: who this is, what they last did, and the whole timeline on one click. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { CustomerPromises } from '../promises/index.ts';
import { CustomerSegments } from '../segments/index.ts';
import { CustomerTasks } from '../tasks/index.ts';
import { Attributes } from './attributes.tsx';
import { ContextCard } from './care/context-card.tsx';
import { Dates } from './care/dates.tsx';
import { Needs } from './care/needs.tsx';
import { Notes } from './care/notes.tsx';
import { Consents } from './consents.tsx';
import { CustomerActions } from './customer-actions.tsx';
import { CustomerCompanies } from './customer-companies.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerHead } from './customer-head.tsx';
import classes from './customer-pane.module.css';
import { CustomerProfile } from './customer-profile.tsx';
import { Duplicates } from './duplicates.tsx';
import { Identities } from './identities.tsx';
import { LastError } from './last-error.tsx';
import { LastPages } from './last-pages.tsx';
import { OrdersSection } from './orders/orders-section.tsx';
import { customerQuery } from './queries.ts';
import { SignOutVisitor } from './sign-out-visitor.tsx';
import { Timeline } from './timeline.tsx';
import { useLiveCustomer } from './use-live-customer.ts';

type Beside = {
  /** The conversation beside which it stands. */
  conversationId?: string | undefined;
  /** What belongs to that: below who it is. */
  children?: ReactNode;
};

export function CustomerPane({ customerId, ...beside }: Beside & { customerId: string }) {
  const { data, error, refetch } = useQuery(customerQuery(customerId));
  useLiveCustomer(data?.id ?? customerId);
  if (data) return <Pane customer={data} {...beside} />;
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <PageSkeleton lines={4} />;
}

function Pane({ customer, conversationId, children }: Beside & { customer: Customer }) {
  const t = useText('customers');
  const [shown, setShown] = useState('overview');
  return (
    <div className={classes.pane}>
      <CustomerHead customer={customer} order={2} />
      <ContextCard customer={customer} more={() => setShown('timeline')}>
        <CustomerPromises customerId={customer.id} elsewhere={conversationId} />
        <CustomerTasks customer={customer} conversationId={conversationId} />
      </ContextCard>
      {children}
      <CustomerActions customer={customer} />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('shown')}
        value={shown}
        onChange={setShown}
        data={[
          { value: 'overview', label: t('overview') },
          { value: 'timeline', label: t('timeline') },
        ]}
      />
      {shown === 'timeline' ? (
        <Timeline customer={customer} order={3} />
      ) : (
        <>
          <CustomerFacts customer={customer} />
          <Notes customer={customer} />
          <Needs customer={customer} />
          <Dates customer={customer} />
          <CustomerSegments customerId={customer.id} />
          <CustomerProfile customer={customer} />
          <Identities customer={customer} />
          <CustomerCompanies customer={customer} />
          <Attributes customer={customer} />
          <Consents customer={customer} />
          <Duplicates customer={customer} />
          <OrdersSection customer={customer} />
          <LastPages customer={customer} />
          <LastError customer={customer} />
          <div className={classes.foot}>
            <Link to="/customers/{-$customerId}" params={{ customerId: customer.id }}>
              {t('wholePage')}
            </Link>
            <SignOutVisitor customer={customer} />
          </div>
        </>
      )}
    </div>
  );
}
