/** In the list of conversations: that something is promised there, due soon, or overdue. */
import { IconHeartHandshake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { dueWords } from '../tasks/index.ts';
import { urgencyOf } from './due-words.ts';
import classes from './promises.module.css';
import { openPromisesQuery } from './queries.ts';

export function PromiseSign({ conversationId }: { conversationId: string }) {
  const t = useText('promises');
  const locale = useLocale();
  const now = useNow();
  const zone = useTimeZone();
  const select = (all: readonly { conversationId: string }[]) =>
    all.findIndex((one) => one.conversationId === conversationId);
  const { data: at = -1 } = useQuery({ ...openPromisesQuery, select });
  const { data: all = [] } = useQuery({
    ...openPromisesQuery,
    enabled: at >= 0,
    notifyOnChangeProps: ['data'],
  });
  const first = all[at];
  if (!first) return null;
  const urgency = urgencyOf(first, now);
  const label = t(`sign.${urgency}`, { when: dueWords(first.due, now, zone, locale) });
  return (
    <span className={classes.sign} data-urgency={urgency} title={label}>
      <IconHeartHandshake size={14} role="img" aria-label={label} />
    </span>
  );
}
