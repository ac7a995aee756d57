/** One task: a box to tick, what it is, for whom, until when. */
import { Checkbox } from '@mantine/core';
import { IconBell, IconMessage } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Task } from '../../../contract/tasks.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMay, useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { fullTime } from '../../lib/time.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { Time } from '../../ui/time.tsx';
import { dueWords, groupOf } from './due.ts';
import classes from './tasks.module.css';
import { useTaskActions } from './use-task-actions.ts';

/** `open` shows it in full. Without `hasCustomer` it stands on the customer's own page. */
export function TaskRow(props: { task: Task; open: (task: Task) => void; hasCustomer?: boolean }) {
  const { task, open, hasCustomer } = props;
  const t = useText('tasks');
  const may = useMay();
  const { complete, reopen } = useTaskActions();
  const isDone = task.doneAt !== null;
  return (
    <li className={classes.row} data-done={isDone || undefined}>
      <Checkbox
        checked={isDone}
        disabled={!may('customers:write')}
        aria-label={t(isDone ? 'reopenNamed' : 'doneNamed', { what: task.what })}
        onChange={() => (isDone ? reopen(task) : complete(task))}
      />
      <div className={classes.body}>
        <button type="button" className={classes.what} data-task={task.id} onClick={() => open(task)}>
          <bdi>{task.what}</bdi>
        </button>
        <div className={classes.meta}>
          {isDone ? <DoneBy task={task} /> : <DueTime task={task} />}
          {hasCustomer && <CustomerLink customer={task.customer} />}
          <Assignee id={task.assigneeId} />
          {task.conversationId !== null && hasCustomer && (
            <Link
              to="/conversations/{-$conversationId}"
              params={{ conversationId: task.conversationId }}
              aria-label={t('toConversation', { what: task.what })}
            >
              <IconMessage size={14} />
            </Link>
          )}
        </div>
      </div>
    </li>
  );
}

/** Until when, and whether somebody is going to be reminded. */
function DueTime({ task: { due, remindAt } }: { task: Task }) {
  const t = useText('tasks');
  const locale = useLocale();
  const now = useNow();
  const zone = useTimeZone();
  const isAhead = remindAt !== null && Date.parse(remindAt) > now.getTime();
  const bell = isAhead && (
    <span
      className={classes.bell}
      title={t('remindedAt', { when: fullTime(new Date(remindAt), locale, zone) })}
    >
      <IconBell size={14} aria-label={t('hasReminder')} />
    </span>
  );
  if (due === null) return bell || null;
  const group = groupOf(due, now, zone);
  return (
    <span className={classes.due} data-group={group}>
      <time dateTime={due.time === null ? due.date : due.at}>
        {group === 'overdue'
          ? t('overdueSince', { when: dueWords(due, now, zone, locale) })
          : dueWords(due, now, zone, locale)}
      </time>
      {bell}
    </span>
  );
}

function DoneBy({ task: { doneAt, doneBy } }: { task: Task }) {
  const t = useText('tasks');
  const app = useText('app');
  const { member: me } = useMe();
  const memberName = useMemberName();
  if (doneAt === null) return null;
  const id = doneBy?.id ?? null;
  const name = id === me.id ? t('you') : (memberName(id) ?? app('unknownMember'));
  return (
    <span>
      {t.rich('doneBy', { name: <bdi key="name">{name}</bdi>, when: <Time key="when" value={doneAt} /> })}
    </span>
  );
}

function Assignee({ id }: { id: string | null }) {
  const t = useText('tasks');
  const app = useText('app');
  const { member: me } = useMe();
  const memberName = useMemberName();
  if (id === me.id) return null;
  return <bdi>{id === null ? t('nobody') : (memberName(id) ?? app('unknownMember'))}</bdi>;
}

function CustomerLink({ customer: { id, name } }: { customer: Task['customer'] }) {
  const t = useText('customers');
  return (
    <Link to="/customers/{-$customerId}" params={{ customerId: id }}>
      <bdi>{name ?? t('nameless', { code: id.slice(-4).toUpperCase() })}</bdi>
    </Link>
  );
}
