/** Where an order stands: an icon and a word; what went back is quiet, not an alarm. */
import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCreditCard,
  IconShoppingBag,
  IconTruck,
  IconX,
} from '@tabler/icons-react';
import type { OrderStatus as Status } from '../../../../contract/orders.ts';
import { useText } from '../../../lib/i18n.tsx';
import classes from './orders.module.css';

const icons = {
  placed: IconShoppingBag,
  paid: IconCreditCard,
  shipped: IconTruck,
  delivered: IconCircleCheck,
  cancelled: IconX,
  'partly-refunded': IconArrowBackUp,
  refunded: IconArrowBackUp,
} as const;

export function OrderStatus({ status }: { status: Status }) {
  const t = useText('orders');
  const Icon = icons[status];
  return (
    <span className={classes.status}>
      <Icon size={14} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
