/** The open tasks of a customer, on the customer's page and beside a conversation. */
import { Button, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Task } from '../../../contract/tasks.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import type { Chosen } from './choose-customer.tsx';
import { tasksQuery } from './queries.ts';
import { TaskDialog } from './task-dialog.tsx';
import { TaskRow } from './task-row.tsx';
import classes from './tasks.module.css';

const shownMax = 5;

export function CustomerTasks(props: { customer: Chosen; conversationId?: string | undefined }) {
  const { customer } = props;
  const t = useText('tasks');
  const app = useText('app');
  const may = useMay();
  const [opened, setOpened] = useState<{ task?: Task }>();
  const [isWhole, setWhole] = useState(false);
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(tasksQuery({ customerId: customer.id }));
  const tasks = data?.pages.flatMap((page) => page.data) ?? [];
  const mayWrite = may('customers:write');
  const add = { id: 'task.new', label: t('new'), group: 'customer' as const, keys: 't', icon: IconPlus };
  useCommands(mayWrite ? [{ ...add, run: () => setOpened({}) }] : []);
  if (tasks.length === 0 && !mayWrite) return null;
  const shown = isWhole ? tasks : tasks.slice(0, shownMax);
  const more = () => (isWhole ? void fetchNextPage() : setWhole(true));
  return (
    <section className={classes.section}>
      <Title order={3}>{t('title')}</Title>
      {shown.length > 0 && (
        <ul className={classes.list}>
          {shown.map((task) => (
            <TaskRow key={task.id} task={task} open={(one) => setOpened({ task: one })} />
          ))}
        </ul>
      )}
      {(tasks.length > shown.length || (isWhole && hasNextPage)) && (
        <Button variant="subtle" size="compact-sm" onClick={more}>
          {app('more')}
        </Button>
      )}
      {mayWrite && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => setOpened({})}
        >
          {t('new')}
        </Button>
      )}
      {opened && (
        <TaskDialog
          key={opened.task?.id ?? 'new'}
          task={opened.task}
          customer={customer}
          conversationId={props.conversationId}
          close={() => setOpened(undefined)}
        />
      )}
    </section>
  );
}
