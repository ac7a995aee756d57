/** Webhooks of other systems: their addresses, what their JSON becomes, and what arrived. */
export { WebhooksScreen } from './webhooks-screen.tsx';
