/** What speaks for two records being one person, a line each. */
import { IconCheck, IconId, IconMail, IconPhone, IconShoppingBag, IconUser } from '@tabler/icons-react';
import type { DuplicateEvidence, SharedIdentity } from '../../../../contract/customers.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import classes from './duplicates.module.css';

const icons = { email: IconMail, phone: IconPhone, user: IconId, visitor: IconUser } as const;

export function Evidence({ evidence: { shared, orders, sameName } }: { evidence: DuplicateEvidence }) {
  const t = useText('customers');
  return (
    <ul className={classes.evidence}>
      {shared.map((one) => (
        <Shared key={`${one.kind} ${one.value} ${one.otherKind} ${one.otherValue}`} shared={one} />
      ))}
      {orders.map((number) => (
        <li key={`order ${number}`} className={classes.line}>
          <IconShoppingBag size={14} aria-hidden />
          <span>{t('shared.order', { number: isolated(number) })}</span>
        </li>
      ))}
      {sameName && (
        <li className={classes.line}>
          <IconUser size={14} aria-hidden />
          <span>{t('shared.name')}</span>
        </li>
      )}
    </ul>
  );
}

function Shared({ shared }: { shared: SharedIdentity }) {
  const t = useText('customers');
  const { kind, otherKind, value, otherValue } = shared;
  const address = kind === 'user' ? otherKind : kind;
  const Icon = icons[address];
  const isProven = shared.verified || shared.otherVerified;
  const how = kind === otherKind ? (value === otherValue ? 'same' : 'variant') : 'user';
  return (
    <li className={classes.line}>
      <Icon size={14} aria-hidden />
      <bdi className={classes.value}>{value === otherValue ? value : `${value} ≈ ${otherValue}`}</bdi>
      <span className={classes.quiet}>{t(`shared.${how}.${address === 'phone' ? 'phone' : 'email'}`)}</span>
      <span className={isProven ? classes.proven : classes.quiet}>
        {isProven && <IconCheck size={14} aria-hidden />}
        {t(isProven ? 'verified' : 'unverified')}
      </span>
    </li>
  );
}
