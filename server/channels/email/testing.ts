/** What tests reach of the mail channel beside its door. */
export { readAutoconfig } from './connecting/autoconfig.ts';
export { type FindDeps, findMailSettings } from './connecting/find-settings.ts';
export { providers } from './connecting/providers.ts';
export { reachWith, refusalOf } from './connecting/reach.ts';
export { tryMailbox } from './connecting/try-mailbox.ts';

export { databaseStore } from './imap/database-store.ts';
export { type Follower, followMailbox } from './imap/follow.ts';
export type { FollowDeps, MailboxSettings } from './imap/settings.ts';
export { type StepName, stepNames } from './imap/steps.ts';
export { automaticOf } from './reading/automatic.ts';
export { bounceOf } from './reading/bounce.ts';
export { foldText } from './reading/fold-text.ts';
export { readRaw } from './reading/read-raw.ts';
export { verifySender } from './reading/verify.ts';
export { readSteps } from './reading-due.ts';
export { sendSteps } from './sending/index.ts';
export { pageDocument } from './showing/page-document.ts';
export { safePage } from './showing/safe-page.ts';
export { conversationBy, tokenFor, tokensIn } from './token.ts';
