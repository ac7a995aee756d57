/** At the edge of every screen: a promise is to be kept soon. */
import { ActionIcon, Button } from '@mantine/core';
import { IconHeartHandshake, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { PromiseReminder } from '../../../contract/promises.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { dueWords } from '../tasks/index.ts';
import { urgencyOf } from './due-words.ts';
import { usePromiseActions } from './use-promise-actions.ts';

/** `classes`: those of the cards among which it stands. */
export function WarningCard(props: {
  reminder: PromiseReminder;
  classes: { card?: string | undefined; body?: string | undefined; meta?: string | undefined };
}) {
  const { reminder, classes } = props;
  const { promise } = reminder;
  const { what } = promise;
  const t = useText('promises');
  const app = useText('app');
  const may = useMay();
  const locale = useLocale();
  const zone = useTimeZone();
  const now = useNow();
  const { keep, see } = usePromiseActions();
  const isOverdue = urgencyOf(promise, now) === 'overdue';
  const when = dueWords(promise.due, now, zone, locale);
  return (
    <article className={classes.card}>
      <IconHeartHandshake size={18} aria-hidden />
      <div className={classes.body}>
        <strong dir="auto">{what}</strong>
        <span className={classes.meta}>
          <Link
            to="/conversations/{-$conversationId}"
            params={{ conversationId: promise.conversationId }}
            onClick={() => see([reminder])}
          >
            <bdi>{promise.customer.name ?? app('searchNameless')}</bdi>
          </Link>
          <span data-group={isOverdue ? 'overdue' : 'today'}>
            {t(isOverdue ? 'overdueSince' : 'by', { when })}
          </span>
        </span>
        {may('conversations:write') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('keptNamed', { what })}
            onClick={() => keep(promise)}
          >
            {t('kept')}
          </Button>
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('seeNamed', { what })}
        onClick={() => see([reminder])}
      >
        <IconX size={16} />
      </ActionIcon>
    </article>
  );
}
