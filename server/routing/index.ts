/**
 * Routing: teams that hand out by themselves give what waits in their queues to members who are online and have room.
 * Invariants: what to give follows from how things stand and from nothing else, so a look that is lost, repeated or killed
 * changes nothing that the next one does not mend; looks in one workspace wait for one another, so two servers never give
 * to one member at once; nobody who posts waits for it.
 */
export { routeWaiting } from './router.ts';
export { applyToTurns, turnKinds } from './turns.ts';
