/**
 * Mail. Invariants: a mail is on disk and in the journal before it is read, and becomes one message however often it comes;
 * nobody joins somebody else's conversation by what a mail claims; a reply goes out once, or says that nobody knows.
 */
export { email } from './channel.ts';
export { reachWith } from './connecting/reach.ts';
export type { EmailDeps } from './deps.ts';
export { emailHolding } from './erase.ts';
export { type MailReader, openReader } from './reading/reader.ts';
export { mailRoutes } from './routes.ts';
export { mailReplies } from './sending/index.ts';
export { type MailWork, runMail } from './work.ts';
