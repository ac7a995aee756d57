/**
 * Sample businesses: the demo's data as a workspace beside one's own.
 *
 * Invariants: an account has one at most, found by the account alone; nobody but its account makes, enters or removes it, and
 * nothing else can be removed this way; what is made is entered when it is whole.
 */
export { sampleRoutes } from './routes.ts';
export type { RunCommand } from './samples.ts';
