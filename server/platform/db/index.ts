/**
 * The database. Invariants: every statement runs in a transaction that `inWorkspace` opened, so row-level security
 * always has a workspace; a transaction that answers has committed; nothing outside this folder imports `pg`.
 */
export type { Tx } from './connection.ts';
export { type Embedded, startEmbedded } from './embedded.ts';
export { lockDataDir } from './embedded-lock.ts';
export { codeOf, isDuplicate, isUnavailable } from './failures.ts';
export { isSetupToken, putSetupToken, takeSetupToken } from './installation.ts';
export { makePartitions, migrate, readMigrations } from './migrate.ts';
export { type Db, inWorkspace, openDb, outsideWorkspaces, touch } from './pool.ts';
export { openSignals, type Signals } from './signals.ts';
