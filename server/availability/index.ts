/**
 * Who is there. Two things make it: what a member chose, and whether a server holds a connection of a console of theirs.
 *
 * Invariants: the choice and what is told of presence are entries, and the table is what they make of it; connections are
 * known by beats that grow old by themselves, so that nothing has to be cleared away after a server that was killed, and
 * an answer reckons with them and not with what was told last; time is the database's, which all servers share.
 */
export type { HandOver } from './choose.ts';
export { createPresence, type Presence } from './keeper.ts';
export { isInCharge, listAvailability, readAvailability } from './queries.ts';
export { applyToAvailability, availabilityKinds, forgetMember } from './record.ts';
export { availabilityRoutes } from './routes.ts';
