/**
 * Web chat. Invariants: a visitor token opens its own session only; a claim of who somebody is counts only when signed;
 * a message with the same id is recorded once; notes and other people's threads never reach a visitor.
 */
export { webchat } from './channel.ts';
export { webchatHolding } from './erase.ts';
export { sitesOf } from './face.ts';
export { createVisitorHub } from './hub.ts';
export { registerWidgetPages } from './pages.ts';
export { webchatRoutes } from './routes.ts';
export { tokenOf, type VisitorCaller, visitorOf, workspaceOfToken, zoneOfVisitors } from './session.ts';
export { visitorSockets } from './sockets.ts';
