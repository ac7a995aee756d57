/**
 * Segments: living sets of customers. Invariants: who is in a segment follows from entries alone, so it can be rebuilt;
 * one at a time writes memberships in a workspace; a condition reaches the database as parameters of statements that are
 * written here, never as text; what segments append is nothing that segments follow.
 */
export { createSegmentClock, type SegmentClock } from './clock.ts';
export { segmentFollower } from './follower.ts';
export { membersOf } from './queries.ts';
export { applyToMembers, applyToSegments, memberKinds, segmentKinds } from './record.ts';
export { segmentRoutes } from './routes.ts';
