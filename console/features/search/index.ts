/**
 * Search: messages, notes and files of all conversations, found as one types.
 *
 * Invariant: the typed text is the whole search; chips and menus write into it, and the address carries it.
 */
export { SearchLink } from './search-link.tsx';
export { SearchScreen } from './search-screen.tsx';
