/** One review: how good, in which words, whose, of what, from where and when. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Review } from '../../../../contract/orders.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import { Time } from '../../../ui/time.tsx';
import { OrderDialog } from '../orders/order-dialog.tsx';
import { useCustomerName } from '../use-customer-name.ts';
import classes from './reviews.module.css';
import { Stars } from './stars.tsx';

export function ReviewRow({ review }: { review: Review }) {
  const t = useText('reviews');
  const customerName = useCustomerName();
  const [isOpen, setOpen] = useState(false);
  const { customer, order, product } = review;
  return (
    <li className={classes.review}>
      <div className={classes.line}>
        {review.score === null ? (
          <span className={classes.quiet}>{t('noScore')}</span>
        ) : (
          <Stars score={review.score} scale={review.scale} />
        )}
        <Time value={review.occurredAt} className={classes.quiet} />
      </div>
      {review.title !== null && (
        <p className={classes.title} dir="auto">
          {review.title}
        </p>
      )}
      {review.text !== null && (
        <p className={classes.text} dir="auto">
          {review.text}
        </p>
      )}
      <div className={classes.meta}>
        {customer && (
          <Link to="/customers/{-$customerId}" params={{ customerId: customer.id }} dir="auto">
            {customerName(customer)}
          </Link>
        )}
        {product && <bdi>{product.name ?? product.id}</bdi>}
        {order && (
          <button type="button" className={classes.open} onClick={() => setOpen(true)}>
            {t('ofOrder', { number: isolated(order.number) })}
          </button>
        )}
        <bdi>{review.site === '' ? t('site.own') : review.site}</bdi>
      </div>
      {isOpen && order && <OrderDialog id={order.id} close={() => setOpen(false)} />}
    </li>
  );
}
