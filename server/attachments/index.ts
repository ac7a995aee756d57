/**
 * Attachments: files that messages carry. Invariants: a file is on disk before the database names it, and nobody hears of
 * it before that has committed; an upload is used by one message of the one who uploaded it, in the conversation that it
 * was for; bytes are removed when no row names them any more, under the lock that an upload of the same bytes takes.
 */
export { carry, discardAll, type Received, receiveAll, shownFilesOf } from './carried.ts';
export { attachmentsHolding } from './erase.ts';
export { putAside, takeAside, unusedAgain } from './later.ts';
export { missingFiles } from './missing.ts';
export { answerFile, attachmentRoutes } from './routes.ts';
export { createSigner, type Signer } from './sign.ts';
export { findAttachment } from './store.ts';
export { sweepFiles } from './sweep.ts';
export { type FileDeps, takeFile } from './upload.ts';
export { type TakenUploads, takeUploads } from './use.ts';
