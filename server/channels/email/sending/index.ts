/** Sending replies: queued behind the commit, tried with growing pauses, and never twice without somebody having said so. */
export { addressFor, mailReplies } from './queue.ts';
export { deliveriesDue, sendDue, sendSteps, tellDelivery } from './send-due.ts';
export type { Sending } from './sending.ts';
