/** Inboxes that are mailboxes: connecting one, its settings, and how it does. */
export { ConnectMailbox } from './connect-mailbox.tsx';
export { MailboxHealth } from './mailbox-health.tsx';
export { MailboxSettings } from './mailbox-settings.tsx';
