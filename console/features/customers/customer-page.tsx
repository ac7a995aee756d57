/** One customer: the timeline in full, and beside it who they are. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../../../contract/customers.ts';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../../ui/list-screen.module.css';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { PrivacyBanner } from '../privacy/index.ts';
import { CustomerSegments } from '../segments/index.ts';
import { CustomerTasks } from '../tasks/index.ts';
import { Attributes } from './attributes.tsx';
import { Dates } from './care/dates.tsx';
import { Needs } from './care/needs.tsx';
import { Notes } from './care/notes.tsx';
import { Consents } from './consents.tsx';
import { CustomerActions } from './customer-actions.tsx';
import { CustomerCompanies } from './customer-companies.tsx';
import { CustomerConversations } from './customer-conversations.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerHead } from './customer-head.tsx';
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

export function CustomerPage({ customerId }: { customerId: string }) {
  const t = useText('customers');
  const { data, error, refetch } = useQuery(customerQuery(customerId));
  useLiveCustomer(data?.id ?? customerId);
  if (data) return <Page customer={data} />;
  if (error instanceof ApiError && (error.code === 'not-found' || error.code === 'invalid-input')) {
    const action = (
      <Button component={Link} to="/customers" variant="default">
        {t('back')}
      </Button>
    );
    return <EmptyState icon={IconUserOff} title={t('gone')} text={t('goneText')} action={action} />;
  }
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <PageSkeleton />;
}

function Page({ customer }: { customer: Customer }) {
  const t = useText('customers');
  return (
    <article className={classes.page}>
      <div className={classes.top}>
        <ActionIcon
          component={Link}
          to="/customers"
          className={classes.back}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <CustomerHead customer={customer} order={2} />
        <CustomerActions customer={customer} canStart />
      </div>
      <PrivacyBanner customerId={customer.id} />
      <div className={classes.columns}>
        <div className={classes.timeline}>
          <Timeline customer={customer} order={3} />
        </div>
        <aside className={classes.aside} aria-label={t('about')}>
          <CustomerFacts customer={customer} />
          <CustomerSegments customerId={customer.id} />
          <CustomerProfile customer={customer} />
          <CustomerTasks customer={customer} />
          <Notes customer={customer} />
          <Needs customer={customer} />
          <Dates customer={customer} />
          <Identities customer={customer} />
          <CustomerCompanies customer={customer} />
          <Attributes customer={customer} />
          <Consents customer={customer} />
          <Duplicates customer={customer} />
          <OrdersSection customer={customer} />
          <CustomerConversations customer={customer} />
          <LastPages customer={customer} />
          <LastError customer={customer} />
          <SignOutVisitor customer={customer} />
        </aside>
      </div>
    </article>
  );
}
