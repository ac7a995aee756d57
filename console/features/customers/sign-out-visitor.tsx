/** Ends the customer's widget sessions everywhere, for example after a computer was stolen. */

import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { notice } from '../../ui/notices.tsx';
import { useCustomerName } from './use-customer-name.ts';

export function SignOutVisitor({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const may = useMay();
  const name = isolated(useCustomerName()(customer));
  const hasSessions = customer.identities.some(({ kind }) => kind === 'visitor' || kind === 'user');
  if (!hasSessions || !may('customers:write')) return null;
  const act = async () => {
    await call(endpoints.signOutVisitor, { params: { id: customer.id } });
    notice(t('signOut.done', { name }));
  };
  return (
    <ConfirmButton label={t('signOut')} title={t('signOut.title', { name })} confirm={t('signOut')} act={act}>
      {t('signOut.text')}
    </ConfirmButton>
  );
}
