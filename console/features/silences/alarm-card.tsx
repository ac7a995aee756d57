/** At the edge of every screen: a customer waits, and nobody answers. */
import { ActionIcon } from '@mantine/core';
import { IconBellRinging, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { endpoints } from '../../../contract/endpoints.ts';
import type { SilenceAlarm } from '../../../contract/silences.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { silenceAlarmsQuery } from '../../lib/reminders.ts';
import { spanWords } from '../../lib/time.ts';
import { failure } from '../../ui/notices.tsx';
import { useNow } from '../../ui/now.ts';

/** `classes`: those of the cards among which it stands. */
export function AlarmCard(props: {
  alarm: SilenceAlarm;
  classes: { card?: string | undefined; body?: string | undefined; meta?: string | undefined };
}) {
  const { alarm, classes } = props;
  const { conversation } = alarm;
  const t = useText('silences');
  const app = useText('app');
  const locale = useLocale();
  const now = useNow();
  const see = useSee(alarm.id);
  const name = isolated(conversation.customer.name ?? app('searchNameless'));
  const since = Date.parse(conversation.waitingSince ?? alarm.alarmedAt);
  return (
    <article className={classes.card}>
      <IconBellRinging size={18} aria-hidden />
      <div className={classes.body}>
        <strong>
          <Link
            to="/conversations/{-$conversationId}"
            params={{ conversationId: conversation.id }}
            onClick={see}
          >
            {t('alarm', { name })}
          </Link>
        </strong>
        <span className={classes.meta}>
          <span>{t('waits', { time: spanWords(now.getTime() - since, locale) })}</span>
          <bdi>{conversation.lastMessage?.text}</bdi>
        </span>
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label={t('seeNamed', { name })} onClick={see}>
        <IconX size={16} />
      </ActionIcon>
    </article>
  );
}

function useSee(id: string): () => void {
  const cache = useQueryClient();
  const problemText = useProblemText();
  return () => {
    cache.setQueryData(silenceAlarmsQuery.queryKey, (all) => all?.filter((one) => one.id !== id));
    call(endpoints.seeSilenceAlarms, { body: { ids: [id] } }).catch((error: unknown) => {
      failure(problemText(error));
      void cache.invalidateQueries({ queryKey: silenceAlarmsQuery.queryKey });
    });
  };
}
