/**
 * Tasks, their reminders, and important dates, which make tasks when they near.
 *
 * Invariants: a reminder is given exactly once, for it is an entry that commits with the task under the task's lock; who
 * works here does not change while a task does, so that removing a member hands all of them over; moments are reckoned
 * once, when a date is said, and stand in the entry.
 */
export { applyToDates, dateKinds } from './date-record.ts';
export { datesHolding, forgetTasks, tasksHolding } from './erase.ts';
export { taskJobs, taskMail } from './mail.ts';
export { remindersOf } from './queries.ts';
export { applyToTasks, taskKinds } from './record.ts';
export { taskRoutes } from './routes.ts';
export { remindOnTime } from './runner.ts';
export { seeReminders } from './seen.ts';
export { createTask, handOverTasks } from './task.ts';
