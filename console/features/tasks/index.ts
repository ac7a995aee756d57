/**
 * Tasks: what is to be done for customers, the reminders of it, and the dates that come.
 *
 * Invariant: days are those of the reader's calendar; a day without a time is the day that was said.
 */

export { CustomerTasks } from './customer-tasks.tsx';
export { dayWords, dueGroups, dueWords, groupOf } from './due.ts';
export { tasksQuery } from './queries.ts';
export { type CardClasses, Reminders } from './reminders.tsx';
export { TaskDialog } from './task-dialog.tsx';
export { TaskRow } from './task-row.tsx';
export { TasksScreen } from './tasks-screen.tsx';
