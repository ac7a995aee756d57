/** Where a customer can be reached and by what they are recognised, and whether somebody proved it. */
import { Button, Title } from '@mantine/core';
import {
  IconAt,
  IconDeviceDesktop,
  IconIdBadge2,
  IconPhone,
  IconRosetteDiscountCheckFilled,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Customer, KnownIdentity } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';
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
          <Address key={`${identity.kind} ${identity.value}`} customerId={customer.id} identity={identity} />
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

function Address({ customerId, identity }: { customerId: string; identity: KnownIdentity }) {
  const { kind, value, verified, failedSince } = identity;
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
      {failedSince !== undefined && <Failing customerId={customerId} address={value} />}
    </li>
  );
}

/** Mail to it came back; whoever knows better says so. */
function Failing({ customerId, address }: { customerId: string; address: string }) {
  const t = useText('customers');
  const problemText = useProblemText();
  const mayWrite = useMay()('customers:write');
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(endpoints.trustAddress, { params: { id: customerId }, body: { address } }),
    onError: (error) => failure(problemText(error)),
  });
  return (
    <>
      <span className={classes.failing} title={t('failingText')}>
        {t('failing')}
      </span>
      {mayWrite && (
        <Button size="compact-xs" variant="default" loading={isPending} onClick={() => mutate()}>
          {t('works')}
        </Button>
      )}
    </>
  );
}
