/**
 * Operating: backup, restore, export, rebuild, removing and doctor.
 *
 * Invariants: they read from the database's catalogue what there is, and know no table of a feature; a file that they
 * write is there whole or not at all; nothing that holds data is replaced without being asked twice; a restore that was
 * cut off is known as such and can begin again.
 */
export { type BackupResult, type BackupSource, backUp } from './backup.ts';
export type { Finding } from './check.ts';
export { type CheckedBackup, checkBackup } from './check-backup.ts';
export { type CheckedExport, checkExport } from './check-export.ts';
export { type Diagnosis, diagnose, testDatabase } from './doctor.ts';
export { type ExportResult, exportWorkspace } from './export.ts';
export type { Fills } from './import-rows.ts';
export { type ImportedWorkspace, importWorkspace } from './import-workspace.ts';
export { keepBackup } from './kept-backups.ts';
export type { Portables } from './portable.ts';
export { lackingTables, type Projection, projectionOf, type Rebuilt, rebuild } from './rebuild.ts';
export { removeWorkspace } from './remove-workspace.ts';
export { type RestoreResult, type RestoreTarget, refuseForeign, restore, whatIsThere } from './restore.ts';
export { stamp } from './restore-files.ts';
