/**
 * Customers: who somebody is, everything that happened with them, and writing down what happened elsewhere.
 *
 * Invariant: names, addresses and texts come from strangers; they are shown as text, isolated in direction.
 */
export { ChannelName } from './channel-name.tsx';
export { CustomerPane } from './customer-pane.tsx';
export { CustomersScreen } from './customers-screen.tsx';
export { useCustomerName } from './use-customer-name.ts';
