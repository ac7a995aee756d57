/** Where a customer can be reached and by what they are recognised, and whether somebody proved it. */
import { Title } from '@mantine/core';
import {
  IconAt,
  IconDeviceDesktop,
  IconIdBadge2,
  IconPhone,
  IconRosetteDiscountCheckFilled,
} from '@tabler/icons-react';
import type { Customer } from '../../../contract/customers.ts';
import type { Identity } from '../../../contract/entries.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './customer-pane.module.css';

const icons = { email: IconAt, phone: IconPhone, user: IconIdBadge2, visitor: IconDeviceDesktop } as const;

export function Identities({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const devices = customer.identities.filter(({ kind }) => kind === 'visitor').length;
  const addresses = customer.identities.filter(({ kind }) => kind !== 'visitor');
  if (customer.identities.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('identities')}</Title>
      <ul className={classes.list}>
        {addresses.map((identity) => (
          <Address key={`${identity.kind} ${identity.value}`} identity={identity} />
        ))}
        {devices > 0 && (
          <li className={classes.row}>
            <IconDeviceDesktop size={16} aria-hidden />
            <span>{t('devices', { count: devices })}</span>
          </li>
        )}
      </ul>
    </section>
  );
}

function Address({ identity: { kind, value, verified } }: { identity: Identity }) {
  const t = useText('customers');
  const Icon = icons[kind];
  return (
    <li className={classes.row}>
      <Icon size={16} aria-label={t(`identity.${kind}`)} />
      <bdi className={classes.value}>{value}</bdi>
      {verified ? (
        <span className={classes.verified} title={t('verifiedText')}>
          <IconRosetteDiscountCheckFilled size={16} aria-hidden />
          {t('verified')}
        </span>
      ) : (
        <span className={classes.quiet} title={t('unverifiedText')}>
          {t('unverified')}
        </span>
      )}
    </li>
  );
}
