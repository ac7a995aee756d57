/** Tasks: overdue, today, later and done; one's own, or those of anybody else. */
import { Button, NativeSelect, SegmentedControl, Title } from '@mantine/core';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Task } from '../../../contract/tasks.ts';
import { type Command, useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay, useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useNow } from '../../ui/now.ts';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { dueGroups, groupOf } from './due.ts';
import { tasksQuery } from './queries.ts';
import { TaskDialog } from './task-dialog.tsx';
import { TaskRow } from './task-row.tsx';
import classes from './tasks.module.css';
import { UpcomingDates } from './upcoming-dates.tsx';
import { useTaskActions } from './use-task-actions.ts';

type Shown = 'open' | 'done' | 'dates';

export function TasksScreen() {
  const t = useText('tasks');
  const app = useText('app');
  const may = useMay();
  const [shown, setShown] = useState<Shown>('open');
  const [assignee, setAssignee] = useState('me');
  const [opened, setOpened] = useState<{ task?: Task }>();
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>{t('title')}</Title>
        <Link to="/promises">{app('promises')}</Link>
        {may('customers:write') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened({})}>
            {t('new')}
          </Button>
        )}
      </header>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('shown')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={(['open', 'done', 'dates'] as const).map((value) => ({ value, label: t(`shown.${value}`) }))}
        />
        {shown !== 'dates' && <Whose assignee={assignee} choose={setAssignee} />}
      </div>
      {shown === 'dates' ? (
        <UpcomingDates />
      ) : (
        <Tasks
          key={`${shown} ${assignee}`}
          state={shown}
          assignee={assignee}
          open={(task) => setOpened({ task })}
        />
      )}
      {opened && (
        <TaskDialog key={opened.task?.id ?? 'new'} task={opened.task} close={() => setOpened(undefined)} />
      )}
    </div>
  );
}

function Whose({ assignee, choose }: { assignee: string; choose: (assignee: string) => void }) {
  const t = useText('tasks');
  const { member: me } = useMe();
  const { data: members = [] } = useQuery(membersQuery);
  const others = members.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name }));
  const everybody = [
    { value: 'me', label: t('mine') },
    { value: 'all', label: t('everybody') },
    { value: 'none', label: t('nobody') },
  ];
  return (
    <NativeSelect
      aria-label={t('whose')}
      value={assignee}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[...everybody, ...others]}
    />
  );
}

function Tasks(props: { state: 'open' | 'done'; assignee: string; open: (task: Task) => void }) {
  const t = useText('tasks');
  const app = useText('app');
  const { state, assignee } = props;
  const filter = assignee === 'all' ? { state } : { state, assignee };
  const query = useInfiniteQuery(tasksQuery(filter));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const tasks = data?.pages.flatMap((page) => page.data) ?? [];
  useListKeys(tasks);
  if (!data)
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={6} />;
  if (tasks.length === 0) {
    const text = t(state === 'done' ? 'nothingDoneText' : 'nothingText');
    return (
      <EmptyState icon={IconListCheck} title={t(state === 'done' ? 'nothingDone' : 'nothing')} text={text} />
    );
  }
  return (
    <>
      {state === 'done' ? (
        <List tasks={tasks} open={props.open} />
      ) : (
        <Groups tasks={tasks} open={props.open} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {app('more')}
        </Button>
      )}
    </>
  );
}

function Groups({ tasks, open }: { tasks: readonly Task[]; open: (task: Task) => void }) {
  const t = useText('tasks');
  const now = useNow();
  const zone = useTimeZone();
  return dueGroups.map((group) => {
    const inGroup = tasks.filter(({ due }) => groupOf(due, now, zone) === group);
    if (inGroup.length === 0) return null;
    return (
      <section key={group} className={classes.group} data-group={group}>
        <Title order={2} size="h3">
          {t(`group.${group}`)} <span className={classes.count}>{inGroup.length}</span>
        </Title>
        <List tasks={inGroup} open={open} />
      </section>
    );
  });
}

function List({ tasks, open }: { tasks: readonly Task[]; open: (task: Task) => void }) {
  return (
    <ul className={classes.list}>
      {tasks.map((task) => (
        <TaskRow key={task.id} task={task} open={open} hasCustomer />
      ))}
    </ul>
  );
}

/** `j`, `k` and `e` as in every list: down, up, done. */
function useListKeys(tasks: readonly Task[]): void {
  const t = useText('tasks');
  const may = useMay();
  const { complete } = useTaskActions();
  const rows = () => [...document.querySelectorAll<HTMLElement>('[data-task]')];
  const move = (steps: 1 | -1) => () => {
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + steps))]?.focus();
  };
  const done = () => {
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const task = tasks.find(({ id, doneAt }) => doneAt === null && id === all[at]?.dataset.task);
    if (!task) return;
    (all[at + 1] ?? all[at - 1])?.focus();
    complete(task);
  };
  const commands: Command[] = [
    { id: 'tasks.down', label: t('key.down'), group: 'list', keys: 'j', isHidden: true, run: move(1) },
    { id: 'tasks.up', label: t('key.up'), group: 'list', keys: 'k', isHidden: true, run: move(-1) },
  ];
  const doing: Command = {
    id: 'tasks.done',
    label: t('key.done'),
    group: 'list',
    keys: 'e',
    isHidden: true,
    run: done,
  };
  useCommands(may('customers:write') ? [...commands, doing] : commands);
}
