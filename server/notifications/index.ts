/**
 * Notifications: what members are told of, in the console, by a browser and by mail.
 *
 * Invariants: they are made by a follower whose cursor commits with them, so that each act is told once; nobody is told of
 * their own; what is unread of one conversation is one; rows hold ids and no words, so that erasure has nothing to find
 * here; a member reads only their own; what goes out is taken from its row in the transaction that adds its job.
 */
export { type Bell, createBell } from './bell.ts';
export { notifyOnTime } from './clock.ts';
export { notificationFollower } from './follower.ts';
export { notificationJobs } from './jobs.ts';
export { dropNotifications } from './remove.ts';
export { type NotificationDeps, notificationRoutes } from './routes.ts';
