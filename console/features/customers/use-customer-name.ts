/** How a customer is called on screen. */
import { useText } from '../../lib/i18n.tsx';

/** Their name; visitors without one are told apart by the end of their id. */
export function useCustomerName(): (customer: { id: string; name: string | null }) => string {
  const t = useText('customers');
  return ({ id, name }) => name ?? t('nameless', { code: id.slice(-4).toUpperCase() });
}
