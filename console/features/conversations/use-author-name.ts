/** Who wrote a message, in words. */
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { useCustomerName } from '../customers/index.ts';

/** The customer by name, members by theirs, oneself as "You". */
export function useAuthorName(
  customer: Conversation['customer'],
): (message: Pick<Message, 'author'>) => string {
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const memberName = useMemberName();
  const customerName = useCustomerName();
  return ({ author }) => {
    switch (author.kind) {
      case 'customer':
        return customerName(customer);
      case 'member':
        return author.id === member.id ? t('you') : (memberName(author.id) ?? app('unknownMember'));
      case 'system':
        return t('automatic');
    }
  };
}
