/**
 * Jobs, on Graphile Worker in its own schema.
 *
 * Invariants: a job is added by a follower or outside every workspace, never in a transaction that appends; its payload
 * holds ids, never a secret; an idle process that has no jobs loads nothing of the library.
 */
export { type JobsHealth, readJobsHealth } from './health.ts';
export { createJobs, type Jobs, type Task } from './jobs.ts';
export { addPendingJobs, type PendingJob, pendingJob, readPendingJobs } from './pending.ts';
