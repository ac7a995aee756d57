/**
 * What mail shows beside words: who wrote it and whether that is proven, what is folded away, the page as it was laid out, and
 * what became of a reply.
 *
 * Invariant: nothing that a mail brings along runs, and nothing of it is fetched from elsewhere unasked.
 */
export { DeliveryState } from './delivery-state.tsx';
export { MailBesides } from './mail-besides.tsx';
