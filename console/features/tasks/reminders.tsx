/** Reminders at the edge of every screen, and what else a member is told of there: they stay until they are seen. */
import { ActionIcon, Button, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBell, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reminder } from '../../../contract/tasks.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useReminders } from '../../lib/reminders.ts';
import { useMay } from '../../lib/session.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { phoneWidthMax } from '../../ui/tokens.ts';
import { dueWords, groupOf } from './due.ts';
import classes from './reminders.module.css';
import { useTaskActions } from './use-task-actions.ts';

/** More would hide the screen; the others wait behind them. */
const shownMax = { desk: 3, phone: 1 };

export type CardClasses = { card?: string | undefined; body?: string | undefined; meta?: string | undefined };

/** `others`: cards of other matters, which come first: somebody waits behind them. */
export function Reminders({ others }: { others: readonly ((classes: CardClasses) => ReactNode)[] }) {
  const t = useText('tasks');
  const isPhone = useMediaQuery(`(max-width: ${phoneWidthMax})`, false, { getInitialValueInEffect: false });
  const reminders = useReminders();
  const { see } = useTaskActions();
  const count = reminders.length + others.length;
  if (count === 0) return null;
  const most = isPhone ? shownMax.phone : shownMax.desk;
  const first = others.slice(0, most);
  const shown = reminders.slice(0, most - first.length);
  const hidden = count - first.length - shown.length;
  return (
    <section className={classes.reminders} aria-label={t('reminders')}>
      <div role="status" className={classes.cards}>
        {first.map((card) => card(classes))}
        {shown.map((reminder) => (
          <Card key={reminder.id} reminder={reminder} />
        ))}
      </div>
      {(hidden > 0 || reminders.length > 1) && (
        <Group justify="space-between" className={classes.foot}>
          <Link to="/tasks">{hidden > 0 ? t('moreReminders', { count: hidden }) : t('toTasks')}</Link>
          <Button size="compact-sm" variant="subtle" onClick={() => see(reminders)}>
            {t('seeAll')}
          </Button>
        </Group>
      )}
    </section>
  );
}

function Card({ reminder }: { reminder: Reminder }) {
  const { task } = reminder;
  const t = useText('tasks');
  const app = useText('app');
  const may = useMay();
  const locale = useLocale();
  const zone = useTimeZone();
  const now = useNow();
  const { complete, see } = useTaskActions();
  return (
    <article className={classes.card}>
      <IconBell size={18} aria-hidden />
      <div className={classes.body}>
        <strong dir="auto">{task.what}</strong>
        <span className={classes.meta}>
          <Link
            to="/customers/{-$customerId}"
            params={{ customerId: task.customer.id }}
            onClick={() => see([reminder])}
          >
            <bdi>{task.customer.name ?? app('searchNameless')}</bdi>
          </Link>
          {task.due && (
            <span data-group={groupOf(task.due, now, zone)}>{dueWords(task.due, now, zone, locale)}</span>
          )}
        </span>
        {may('customers:write') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('doneNamed', { what: task.what })}
            onClick={() => complete(task)}
          >
            {t('done')}
          </Button>
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('seeNamed', { what: task.what })}
        onClick={() => see([reminder])}
      >
        <IconX size={16} />
      </ActionIcon>
    </article>
  );
}
