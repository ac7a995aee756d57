/**
 * Orders, what was given back of them, and reviews. Invariants: the rows are what their entries make of them, in
 * whatever order those arrived; what is told twice counts once; an order stays with the customer that it came with, and
 * is shown with the survivor of a merge; money is an integer of its currency's smallest unit.
 */
export { ordersHolding, ordersOf } from './erase.ts';
export { type OrderInput, orderIdOf, type RefundInput, type ReviewInput, reviewIdOf } from './input.ts';
export { areKnown } from './known.ts';
export { sumOrders } from './purchases.ts';
export { listOrders } from './queries.ts';
export { applyToOrders, applyToReviews, orderKinds, reviewKinds } from './record.ts';
export { orderRoutes } from './routes.ts';
export { type OrderFromEvent, orderFromEvent } from './segment-event.ts';
export { type SharedOrder, sharedOrders } from './shared.ts';
export {
  firstOrderAt,
  lastOrderAt,
  type OrderSpan,
  orderCount,
  orderNet,
  recentCurrencies,
} from './sums.ts';
export { orderNumbers } from './terms.ts';
export { mendOrders, mendReviews } from './withdraw.ts';
export { type Written, writeOrders, writeReviews } from './write.ts';
