/**
 * The database. Invariants: every statement runs in a transaction that `inWorkspace` opened, so row-level security
 * always has a workspace; a transaction that answers has committed; nothing outside this folder imports `pg`.
 */
export { arrayText } from './array.ts';
export { standBack } from './background.ts';
export { analyze, makePastPartitions } from './bulk-load.ts';
export { clean } from './clean.ts';
export { composed, runAll, sent, type Tx } from './connection.ts';
export { type Embedded, startEmbedded } from './embedded.ts';
export { lockDataDir } from './embedded-lock.ts';
export { epochNow, raiseEpoch, readEpoch } from './epoch.ts';
export { codeOf, isDuplicate, isUnavailable, RunAgain } from './failures.ts';
export { isSetupToken, putPushKey, putSetupToken, readPushKey, takeSetupToken } from './installation.ts';
export { makePartitions, migrate, readMigrations } from './migrate.ts';
export {
  answerOf,
  type Db,
  inWorkspace,
  LastStatements,
  openDb,
  outsideWorkspaces,
  type ReadOnce,
  readOnce,
  touch,
} from './pool.ts';
export { OldTransaction, renewLog, rewriteTables } from './scrub.ts';
export { isServerPassword, openServerRole, serverConnections } from './server-role.ts';
export { type Session, withSession } from './session.ts';
export { openSignals, type Signals } from './signals.ts';
export { type DatabaseState, foreignMigrations, readState, tablesOfDatabase } from './state.ts';
export { markFinished, markUnfinished } from './unfinished.ts';
export { wipe } from './wipe.ts';
