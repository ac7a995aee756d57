/** "Send yourself a test chat": the live widget on the page, and the message seen as it arrives. */
import { Anchor, Button, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useEntries } from '../../lib/live.ts';
import { inboxesQuery } from '../../lib/team.ts';
import { useTitle } from '../../lib/title.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Time } from '../../ui/time.tsx';
import { type Arrival, withArrivals } from './arrivals.ts';
import classes from './first-chat.module.css';
import { openWidget, useWidget } from './widget.ts';

export function FirstChatScreen() {
  const t = useText('setup');
  const { data: inboxes } = useQuery(inboxesQuery);
  const arrivals = useArrivals();
  useTitle(t('chat.title'));
  useWidget(inboxes?.[0]?.id);
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Mark size={40} />
        <Title order={1}>{t('chat.title')}</Title>
        <Text c="dimmed">{t('chat.text')}</Text>
        <ol className={classes.steps}>
          <li>{t('chat.step1')}</li>
          <li>{t('chat.step2')}</li>
          <li>{t('chat.step3')}</li>
        </ol>
        {arrivals.length === 0 && (
          <Button onClick={openWidget} disabled={!inboxes?.[0]} w="fit-content">
            {t('chat.open')}
          </Button>
        )}
        <Arrivals arrivals={arrivals} />
        {arrivals[0] ? <NextSteps conversationId={arrivals[0].conversationId} /> : <Skip />}
      </div>
    </main>
  );
}

/** What arrives live, and after a reload the newest message that was there already. */
function useArrivals(): readonly Arrival[] {
  const [live, setLive] = useState<readonly Arrival[]>([]);
  useEntries((entries) => setLive((before) => withArrivals(before, entries)));
  const { data: earlier } = useQuery({
    queryKey: ['first-chat'],
    queryFn: async ({ signal }): Promise<Arrival[]> => {
      const { data } = await call(endpoints.listConversations, { query: { limit: 1 } }, { signal });
      return data.flatMap(({ id, lastMessage }) =>
        lastMessage?.direction === 'inbound'
          ? [{ id, conversationId: id, text: lastMessage.text, occurredAt: lastMessage.occurredAt }]
          : [],
      );
    },
  });
  return live.length > 0 ? live : (earlier ?? []);
}

function Arrivals({ arrivals }: { arrivals: readonly Arrival[] }) {
  const t = useText('setup');
  return (
    <section className={classes.stage} aria-live="polite" aria-label={t('chat.arrivals')}>
      {arrivals.length === 0 && (
        <p className={classes.waiting}>
          <span className={classes.pulse} aria-hidden />
          {t('chat.waiting')}
        </p>
      )}
      {arrivals.map(({ id, conversationId, text, occurredAt }) => (
        <article key={id} className={classes.arrival}>
          <Avatar id={conversationId} name={t('chat.visitor')} />
          <div>
            <header>
              <strong>{t('chat.visitor')}</strong>
              <Time value={occurredAt} />
            </header>
            <p>{text}</p>
          </div>
        </article>
      ))}
    </section>
  );
}

function NextSteps({ conversationId }: { conversationId: string }) {
  const t = useText('setup');
  return (
    <>
      <Text>{t('chat.arrived')}</Text>
      <div className={classes.next}>
        <Button
          component="a"
          href={`/conversations/${conversationId}`}
          rightSection={<IconArrowRight size={16} />}
        >
          {t('chat.answer')}
        </Button>
        <Button component="a" href="/settings/inboxes" variant="default">
          {t('chat.install')}
        </Button>
        <Button component="a" href="/settings/members" variant="default">
          {t('chat.invite')}
        </Button>
      </div>
    </>
  );
}

function Skip() {
  const t = useText('setup');
  return (
    <div className={classes.next}>
      <Anchor href="/settings/sample" size="sm" w="fit-content">
        {t('chat.sample')}
      </Anchor>
      <Anchor href="/conversations" size="sm" c="dimmed" w="fit-content">
        {t('chat.skip')}
      </Anchor>
    </div>
  );
}
