/** What a notification says. */
import type { Notification } from '../../../contract/notifications.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { useCustomerName } from '../customers/index.ts';

type Words = { title: string; about: string | undefined };

/** The title, and whom it is about. */
export function useWords(): ((one: Notification) => Words) & { hidden: string } {
  const t = useText('notifications');
  const app = useText('app');
  const memberName = useMemberName();
  const customerName = useCustomerName();
  const say = ({ kind, actor, conversation, reminder, count }: Notification) => {
    const customer = conversation?.customer ?? reminder?.customer;
    const by = {
      customer: customer ? customerName(customer) : '',
      member: memberName(actor.id) ?? app('unknownMember'),
      system: 'system',
    }[actor.kind];
    const title = kind === 'reminder' && reminder ? reminder.what : t(`told.${kind}`, { by, count });
    return { title, about: customer && customerName(customer) };
  };
  // In the place of all of it, for who wants nothing on a screen that others see.
  return Object.assign(say, { hidden: t('hidden') });
}
