/** For tests and measurements: how texts are taken apart, and under which numbers. */
export { keyOf, weekOf } from './keys.ts';
export { indexedOf } from './read.ts';
export { endingsOf, partsOf, tokensOf } from './tokens.ts';
export { parseWanted } from './wanted.ts';
export { forgetMessages, indexMessages } from './write.ts';
