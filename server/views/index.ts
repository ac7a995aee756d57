/**
 * Views: the lists of conversations that members keep for themselves or share.
 *
 * Invariants: nobody sees or changes somebody else's own view; whoever may not write in conversations shares nothing;
 * changes of shared views stand in the audit log.
 */
export { viewRoutes } from './routes.ts';
export { dropViews } from './view.ts';
