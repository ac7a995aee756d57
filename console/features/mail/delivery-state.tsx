/** What became of a reply that goes out by mail; where nobody knows, or it failed, a member decides. */
import { Button } from '@mantine/core';
import { IconAlertCircle, IconClock } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Delivery } from '../../../contract/mail.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './mail.module.css';

/** A little after it was written it is on its way: until then there is nothing to tell. */
const lookMs = 2_000;

function deliveriesQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['mail-deliveries', conversationId],
    queryFn: ({ signal }) =>
      call(endpoints.listMailDeliveries, { params: { id: conversationId } }, { signal }),
  });
}

/** Of a message that the team sent in a conversation of mail. */
export function DeliveryState({ message }: { message: Message }) {
  const { data } = useQuery({
    ...deliveriesQuery(message.conversationId),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ messageId }) => messageId === message.id) ? false : lookMs,
  });
  const delivery = data?.data.find(({ messageId }) => messageId === message.id);
  return delivery ? <State delivery={delivery} conversationId={message.conversationId} /> : null;
}

function State({ delivery, conversationId }: { delivery: Delivery; conversationId: string }) {
  const t = useText('mail');
  const mayWrite = useMay()('conversations:write');
  const { state, to, cc, bcc, reason, nextAt } = delivery;
  const people = [...to, ...cc, ...bcc].map(isolated).join(', ');
  const isOpen = state === 'failed' || state === 'unknown';
  return (
    <p className={classes.delivery} data-state={state} role={isOpen ? 'alert' : undefined}>
      {state === 'waiting' && <IconClock size={14} aria-hidden />}
      {isOpen && <IconAlertCircle size={14} aria-hidden />}
      <span>
        {t(`delivery.${state}`, { people })}
        {(isOpen || state === 'waiting') && reason && ` ${reason}`}{' '}
        {state === 'waiting' && nextAt && delivery.attempts > 0 && (
          <>
            {t('delivery.next')} <Time value={nextAt} as="clock" />
          </>
        )}
      </span>
      {isOpen && mayWrite && <Decide delivery={delivery} conversationId={conversationId} />}
    </p>
  );
}

function Decide({ delivery, conversationId }: { delivery: Delivery; conversationId: string }) {
  const t = useText('mail');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (as: 'again' | 'sent') =>
      call(endpoints.settleMailDelivery, { params: { id: delivery.id }, body: { as } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: deliveriesQuery(conversationId).queryKey }),
    onError: (error) => failure(problemText(error)),
  });
  return (
    <>
      <Button size="compact-xs" variant="default" loading={isPending} onClick={() => mutate('again')}>
        {t('delivery.again')}
      </Button>
      {delivery.state === 'unknown' && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={isPending}
          onClick={() => mutate('sent')}
        >
          {t('delivery.asSent')}
        </Button>
      )}
    </>
  );
}
