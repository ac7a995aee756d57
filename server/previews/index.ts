/**
 * Previews: what the page behind a message's first link says of itself.
 *
 * Invariants: pages and pictures are fetched by the server alone, from the public internet alone, and no transaction is open
 * meanwhile; nobody learns why there is no preview; what was fetched is a cache that expires, and goes with the customer for
 * whose message it was fetched.
 */
export { previewsHolding } from './erase.ts';
export { previewRoutes } from './routes.ts';
