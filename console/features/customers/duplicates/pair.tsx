/** Two records side by side, what speaks for them being one, and what to do about it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Customer, DuplicatePair } from '../../../../contract/customers.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useMay } from '../../../lib/session.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { failure } from '../../../ui/notices.tsx';
import { Time } from '../../../ui/time.tsx';
import { useMerging } from '../merges.ts';
import { useCustomerName } from '../use-customer-name.ts';
import classes from './duplicates.module.css';
import { Evidence } from './evidence.tsx';

const addressesMax = 3;

export function Pair({ pair, compare }: { pair: DuplicatePair; compare: () => void }) {
  const t = useText('customers');
  const may = useMay();
  const problemText = useProblemText();
  const customerName = useCustomerName();
  const { refuse } = useMerging(pair.customer.id);
  const names = {
    name: isolated(customerName(pair.customer)),
    other: isolated(customerName(pair.other)),
  };
  return (
    <li className={classes.pair} aria-label={t('pairs.pair', names)}>
      <div className={classes.two}>
        <Record customer={pair.customer} />
        <Record customer={pair.other} />
      </div>
      <div className={classes.why}>
        <span className={classes.strength} data-strength={pair.strength}>
          {t(`strength.${pair.strength}`)}
        </span>
        <Evidence evidence={pair} />
      </div>
      {may('customers:write') && (
        <div className={classes.acts}>
          <Button size="compact-sm" onClick={compare} aria-label={t('pairs.compareOf', names)}>
            {t('merge.compare')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('pairs.refuseOf', names)}
            onClick={() => void refuse(pair.other.id).catch((error) => failure(problemText(error)))}
          >
            {t('pairs.refuse')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Record({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const customerName = useCustomerName();
  const addresses = customer.identities.filter(({ kind }) => kind !== 'visitor');
  return (
    <div className={classes.record}>
      <Avatar id={customer.id} name={customer.name} />
      <div className={classes.who}>
        <Link
          to="/customers/{-$customerId}"
          params={{ customerId: customer.id }}
          className={classes.name}
          dir="auto"
        >
          {customerName(customer)}
        </Link>
        {addresses.slice(0, addressesMax).map(({ kind, value }) => (
          <bdi key={`${kind} ${value}`} className={classes.address}>
            {value}
          </bdi>
        ))}
        <span className={classes.quiet}>
          {t('pairs.since')} <Time value={customer.createdAt} />
        </span>
      </div>
    </div>
  );
}
