/** The endpoints of tasks, reminders and important dates. */
import { dateEndpoints } from '../../contract/dates.ts';
import { taskEndpoints } from '../../contract/tasks.ts';
import { dayIn } from '../../contract/times.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { listDates, listUpcoming } from './date-queries.ts';
import { changeDate, removeDate, setDate, workspaceZone } from './dates.ts';
import { listReminders, listTasks, readTask } from './queries.ts';
import { seeReminders } from './seen.ts';
import { completeTask, createTask, reopenTask, updateTask } from './task.ts';

type Who = MemberCaller;

/** Every endpoint of tasks and dates. */
export function taskRoutes({ now }: { now: () => Date }): Route<Who>[] {
  return [
    route<Who, typeof taskEndpoints.listTasks>(taskEndpoints.listTasks, ({ tx, who, query }) =>
      listTasks(tx, { ...query, assignee: query.assignee === 'me' ? who.memberId : query.assignee }),
    ),
    route<Who, typeof taskEndpoints.createTask>(taskEndpoints.createTask, ({ tx, who, body }) =>
      createTask(tx, who, now(), body),
    ),
    route<Who, typeof taskEndpoints.readTask>(taskEndpoints.readTask, ({ tx, params }) =>
      readTask(tx, params.id),
    ),
    route<Who, typeof taskEndpoints.updateTask>(taskEndpoints.updateTask, ({ tx, who, params, body }) =>
      updateTask(tx, who, now(), params.id, body),
    ),
    route<Who, typeof taskEndpoints.completeTask>(taskEndpoints.completeTask, ({ tx, who, params }) =>
      completeTask(tx, who, params.id),
    ),
    route<Who, typeof taskEndpoints.reopenTask>(taskEndpoints.reopenTask, ({ tx, who, params }) =>
      reopenTask(tx, who, params.id),
    ),
    route<Who, typeof taskEndpoints.listReminders>(taskEndpoints.listReminders, async ({ tx, who }) => ({
      data: await listReminders(tx, who.memberId),
    })),
    route<Who, typeof taskEndpoints.seeReminders>(taskEndpoints.seeReminders, ({ tx, who, body }) =>
      seeReminders(tx, who, body.ids),
    ),
    ...dateRoutes(now),
  ];
}

function dateRoutes(now: () => Date): Route<Who>[] {
  const today = async (tx: Tx) => dayIn(now(), await workspaceZone(tx));
  return [
    route<Who, typeof dateEndpoints.listDates>(dateEndpoints.listDates, async ({ tx, params }) => ({
      data: await listDates(tx, params.id, await today(tx)),
    })),
    route<Who, typeof dateEndpoints.setDate>(dateEndpoints.setDate, ({ tx, who, params, body }) =>
      setDate(tx, by(who), now(), params.id, body),
    ),
    route<Who, typeof dateEndpoints.changeDate>(dateEndpoints.changeDate, ({ tx, who, params, body }) =>
      changeDate(tx, by(who), now(), params.id, body),
    ),
    route<Who, typeof dateEndpoints.removeDate>(dateEndpoints.removeDate, ({ tx, who, params }) =>
      removeDate(tx, by(who), params.id),
    ),
    route<Who, typeof dateEndpoints.listUpcomingDates>(
      dateEndpoints.listUpcomingDates,
      async ({ tx, query }) => ({ data: await listUpcoming(tx, await today(tx), query.days) }),
    ),
  ];
}
