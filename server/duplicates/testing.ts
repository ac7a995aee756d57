/** The pairs and how they are found, for tests that compare them with the plainest form. */
export { duplicates } from './follower.ts';
export { listPairs } from './pairs.ts';
export { areSameNames } from './strength.ts';
export { previewMerge, suggestMerges } from './suggest.ts';
