/**
 * Members' sockets. Invariants: a member hears of its own workspace only, and no longer than it may; who resumes from a
 * position gets everything after it.
 */
export { memberSockets } from './members.ts';
