/** The idempotency key of a form. */
export { useRetryKey } from '../../lib/use-retry-key.ts';
