/**
 * Mailings: what was said, sent on by mail. Invariants: nothing goes out that the entry does not say; each recipient gets one
 * mail, under an id of its own; what was erased since is not sent; a refusal for good is told in the conversation.
 */
export { mailingJobs, mailingMail } from './mail.ts';
export { mailingRoutes } from './routes.ts';
