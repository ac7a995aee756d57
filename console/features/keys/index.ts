/** API keys (act for a member) and write keys (may only send events). */
export { KeysScreen } from './keys-screen.tsx';
export { keysQuery } from './queries.ts';
