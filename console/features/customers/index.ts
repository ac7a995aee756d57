/**
 * Customers: who somebody is, everything that happened with them, and writing down what happened elsewhere.
 *
 * Invariant: names, addresses and texts come from strangers; they are shown as text, isolated in direction.
 */
export { AttributeSection } from './attributes.tsx';
export { NeedDialog } from './care/need-dialog.tsx';
export { type AttributeValue, TypedInput } from './care/typed-attributes.tsx';
export { NeedItems } from './care/use-as-evidence.tsx';
export { ChannelName } from './channel-name.tsx';
export { CustomerPane } from './customer-pane.tsx';
export { CustomersScreen } from './customers-screen.tsx';
export { DuplicatesScreen } from './duplicates/duplicates-screen.tsx';
export { OrderRows } from './orders/orders-section.tsx';
export { conversationsQuery, customerQuery, timelineQuery } from './queries.ts';
export { ReviewsScreen } from './reviews/reviews-screen.tsx';
export { Story, timelinePageSize } from './timeline.tsx';
export { useCustomerName } from './use-customer-name.ts';
export { addToTimelines } from './use-live-customer.ts';
export { useSearchKeys } from './use-search-keys.ts';
