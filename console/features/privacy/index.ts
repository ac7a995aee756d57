/**
 * Privacy: requests of people about their data, with deadline and log, and what is done about them.
 *
 * Invariant: what can't be undone asks for the person's name first.
 */

export { NewRequestDialog } from './new-request-dialog.tsx';
export { PrivacyBanner } from './privacy-banner.tsx';
export { PrivacyScreen } from './privacy-screen.tsx';
