/** A customer's conversations, each a link. */
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './customer-pane.module.css';
import { conversationsQuery } from './queries.ts';

export function CustomerConversations({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const ta = useText('attachments');
  const { data } = useQuery(conversationsQuery(customer.id));
  if (!data || data.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('conversations')}</Title>
      <ul className={classes.list}>
        {data.map(({ id, lastMessage, lastAt, status, subject }) => (
          <li key={id} className={classes.page}>
            <Link
              className={classes.value}
              to="/conversations/{-$conversationId}"
              params={{ conversationId: id }}
            >
              <bdi>
                {lastMessage?.text === '' && lastMessage.files
                  ? ta('files', { count: lastMessage.files })
                  : (lastMessage?.text ?? subject ?? t('noMessages'))}
              </bdi>
            </Link>
            <span className={classes.quiet}>
              {t(`status.${status}`)} · <Time value={lastAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
