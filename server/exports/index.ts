/**
 * Conversations as files for other programs.
 *
 * Invariants: which conversations is settled before the first byte, and stands in the audit log by then; a file is written
 * while it is sent, a few conversations at a time, and ends when nobody reads it any more; no cell is taken for a formula.
 */
export { exportRoutes } from './routes.ts';
