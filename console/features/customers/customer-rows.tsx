/** The rows of the list of customers, drawn as far as they are on screen. */
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import { addressOf } from '../../lib/marked.ts';
import { Avatar } from '../../ui/avatar.tsx';
import classes from '../../ui/list-screen.module.css';
import { MarkedText } from '../../ui/marked-text.tsx';
import { useRowFocus } from '../../ui/row-focus.ts';
import { Time } from '../../ui/time.tsx';
import { type Narrow, searchOf } from './narrow.ts';
import { useCustomerName } from './use-customer-name.ts';

const rowHeight = 64;
const overscan = 8;
/** How near to the end the next page is fetched. */
const rowsLeftMin = 15;

export function CustomerRows(props: {
  customers: readonly Customer[];
  openId: string | undefined;
  /** What the list is narrowed to stays in the address. */
  narrow: Narrow;
  /** What they were found by; marked in what is shown. */
  search: string;
  more: () => void;
}) {
  const { customers, openId } = props;
  const t = useText('customers');
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(openId);
  const virtual = useVirtualizer({
    count: customers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => customers[index]?.id ?? index,
    overscan,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= customers.length - rowsLeftMin;
  const more = useEffectEvent(props.more);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that arrives may still end too near.
  useEffect(() => {
    if (isNearEnd) more();
  }, [isNearEnd, customers.length]);
  const stop = customers.some(({ id }) => id === cursor) ? cursor : customers[0]?.id;
  useRowFocus(scroller, {
    ids: customers.map(({ id }) => id),
    current: stop,
    scrollTo: (index) => virtual.scrollToIndex(index),
  });
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.rows} style={{ blockSize: virtual.getTotalSize() }} aria-label={t('list')}>
        {items.map((item) => {
          const customer = customers[item.index];
          return (
            customer && (
              <li
                key={item.key}
                className={classes.item}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Row
                  customer={customer}
                  search={props.search}
                  narrow={props.narrow}
                  isStop={customer.id === stop}
                  focused={() => setCursor(customer.id)}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Row(props: {
  customer: Customer;
  search: string;
  narrow: Narrow;
  isStop: boolean;
  focused: () => void;
}) {
  const { customer, search, narrow } = props;
  const customerName = useCustomerName();
  const address = addressOf(customer, search);
  return (
    <Link
      to="/customers/{-$customerId}"
      params={{ customerId: customer.id }}
      search={searchOf(narrow)}
      className={classes.row}
      data-row={customer.id}
      tabIndex={props.isStop ? 0 : -1}
      onFocus={props.focused}
    >
      <Avatar id={customer.id} name={customer.name} />
      <span className={classes.body}>
        <span className={classes.line}>
          <span className={classes.name} dir="auto">
            <MarkedText text={customerName(customer)} search={search} />
          </span>
          <Time value={customer.lastSeenAt ?? customer.createdAt} className={classes.time} />
        </span>
        {address && (
          <bdi className={classes.address}>
            <MarkedText text={address} search={search} />
          </bdi>
        )}
      </span>
    </Link>
  );
}
