/** The parts that only a chat with messages has. */
export { Attachments } from './attachments.tsx';
export { Linked } from './linked.tsx';
export { Promises } from './promises.tsx';
export { Reactions } from './reactions.tsx';
export { Rich } from './rich.tsx';
export { Writing } from './writing.tsx';
