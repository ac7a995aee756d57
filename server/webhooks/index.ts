/**
 * Webhooks: other systems send JSON of their own, and a mapping says what it becomes here.
 *
 * Invariants: nothing is read of a delivery before its signature is proven over the bytes that came; what was answered
 * with success has committed; the same delivery counts once; one that can't be taken is kept, says why, and can be taken
 * again; bodies and secrets lie sealed.
 */
export { sweepDeliveries } from './deliveries.ts';
export { webhooksHolding } from './erase.ts';
export { registerHooks } from './register.ts';
export { webhookRoutes } from './routes.ts';
export { newWebhookSecrets } from './store.ts';
export type { Taker, Takers } from './taker.ts';
