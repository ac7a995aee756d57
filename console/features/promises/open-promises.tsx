/** The open promises of a conversation above its composer, and those of a customer on the card. */
import { Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useText } from '../../lib/i18n.tsx';
import { PromiseRow } from './promise-row.tsx';
import classes from './promises.module.css';
import { promisesOfQuery, promisesQuery } from './queries.ts';

export function ConversationPromises({ conversationId }: { conversationId: string }) {
  const t = useText('promises');
  const { data = [] } = useQuery(promisesOfQuery(conversationId));
  if (data.length === 0) return null;
  return (
    <section className={classes.here} aria-label={t('open')}>
      <ul className={classes.list}>
        {data.map((promise) => (
          <PromiseRow key={promise.id} promise={promise} />
        ))}
      </ul>
    </section>
  );
}

/** `elsewhere`: the conversation beside which it stands shows its own. */
export function CustomerPromises(props: { customerId: string; elsewhere?: string | undefined }) {
  const t = useText('promises');
  const { data } = useInfiniteQuery(promisesQuery({ state: 'open', customerId: props.customerId }));
  const promises = data?.pages.flatMap((page) => page.data) ?? [];
  if (promises.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('open')}</Title>
      <ul className={classes.list}>
        {promises.map((promise) => (
          <PromiseRow
            key={promise.id}
            promise={promise}
            hasCustomer={promise.conversationId !== props.elsewhere}
          />
        ))}
      </ul>
    </section>
  );
}
