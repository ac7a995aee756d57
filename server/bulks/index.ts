/**
 * Bulks: the same done to many conversations, one after the other, behind the answer.
 *
 * Invariants: which conversations is written down when it begins; each is acted on in a transaction of its own, which says
 * so in the same commit: once, whatever is killed and however many servers look; an undo touches only what nobody has
 * decided anything about since.
 */
export { bulkRoutes } from './routes.ts';
export { runBulks } from './runner.ts';
