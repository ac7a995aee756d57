/**
 * Sending what was said on by mail.
 *
 * Invariant: notes go along only where somebody ticks that they shall.
 */
export { MailItem, Mailing } from './mail-item.tsx';
