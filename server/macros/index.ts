/**
 * Macros: answers that are written often, with what is done along with them.
 *
 * Invariants: nobody sees or changes somebody else's own macro; changes of shared ones stand in the audit log; what a macro
 * does is done as the member who uses it.
 */
export { dropMacros } from './macro.ts';
export { macroRoutes } from './routes.ts';
