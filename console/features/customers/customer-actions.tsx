/** What a member can do with a customer: write to them, or write down what happened elsewhere. */
import { Button } from '@mantine/core';
import {
  IconArrowMerge,
  IconBuildingStore,
  IconMessagePlus,
  IconPhone,
  IconShieldLock,
  IconShoppingBag,
  IconStar,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { NewRequestDialog } from '../privacy/index.ts';
import classes from './customer-pane.module.css';
import { LogCallDialog } from './log-call-dialog.tsx';
import { LogVisitDialog } from './log-visit-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { LogOrderDialog } from './orders/log-order-dialog.tsx';
import { LogReviewDialog } from './reviews/log-review-dialog.tsx';
import { StartConversationDialog } from './start-conversation-dialog.tsx';

/** `canStart`: also offers to start a conversation. */
export function CustomerActions({ customer, canStart }: { customer: Customer; canStart?: boolean }) {
  const t = useText('customers');
  const orders = useText('orders');
  const reviews = useText('reviews');
  const may = useMay();
  const [shown, setShown] = useState<'call' | 'visit' | 'order' | 'review' | 'start' | 'merge' | 'privacy'>();
  const mayStart = canStart === true && may('conversations:write');
  const mayLog = may('customers:write');
  const log = [
    { id: 'customer.call', label: t('logCall'), icon: IconPhone, run: () => setShown('call') },
    { id: 'customer.visit', label: t('logVisit'), icon: IconBuildingStore, run: () => setShown('visit') },
    { id: 'customer.order', label: orders('log'), icon: IconShoppingBag, run: () => setShown('order') },
    { id: 'customer.review', label: reviews('log'), icon: IconStar, run: () => setShown('review') },
    { id: 'customer.merge', label: t('merge'), icon: IconArrowMerge, run: () => setShown('merge') },
  ];
  const start = {
    id: 'customer.start',
    label: t('start'),
    icon: IconMessagePlus,
    run: () => setShown('start'),
  };
  const privacy = {
    id: 'customer.privacy',
    label: t('privacy'),
    icon: IconShieldLock,
    run: () => setShown('privacy'),
  };
  const offered = [
    ...(mayStart ? [start] : []),
    ...(mayLog ? log : []),
    ...(may('privacy:manage') ? [privacy] : []),
  ];
  useCommands(offered.map((command) => ({ ...command, group: 'customer' as const })));
  const close = () => setShown(undefined);
  if (offered.length === 0) return null;
  return (
    <div className={classes.actions}>
      {offered.map(({ id, label, icon: Icon, run }) => (
        <Button
          key={id}
          variant={id === 'customer.start' ? 'filled' : 'default'}
          size="compact-md"
          leftSection={<Icon size={16} />}
          onClick={run}
        >
          {label}
        </Button>
      ))}
      {shown === 'call' && <LogCallDialog customer={customer} close={close} />}
      {shown === 'visit' && <LogVisitDialog customer={customer} close={close} />}
      {shown === 'order' && <LogOrderDialog customer={customer} close={close} />}
      {shown === 'review' && <LogReviewDialog customer={customer} close={close} />}
      {shown === 'merge' && <MergeDialog customer={customer} close={close} />}
      {shown === 'privacy' && <NewRequestDialog customer={customer} close={close} />}
      {shown === 'start' && <StartConversationDialog customer={customer} close={close} />}
    </div>
  );
}
