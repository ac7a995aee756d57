/**
 * Promises to customers: made from a line or a form, shown where one answers, kept, and counted.
 *
 * Invariant: nothing that is written becomes a promise by itself; days and times are read on the clock of the business.
 */
export { CloseAsk } from './close-ask.tsx';
export { useComposerPromise } from './composer-promise.tsx';
export { isPromiseCommand } from './intent.ts';
export { ConversationPromises, CustomerPromises } from './open-promises.tsx';
export { PromiseSign } from './promise-sign.tsx';
export { PromisesScreen } from './promises-screen.tsx';
export { hasOpenPromise } from './queries.ts';
export { WarningCard } from './warning-card.tsx';
