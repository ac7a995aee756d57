/** The program: its commands. Each is loaded when it is called. */
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import type { CommandEntry } from './app/command.ts';

// Compiled code is kept where only who installed us can write: a start takes half the time. The commands of npm name the
// same folder before this file is read, so that it is kept as well.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/rapport'));

const table: Record<string, CommandEntry> = {
  serve: {
    summary: 'runs the server',
    load: async () => (await import('./app/commands/serve.ts')).serve,
  },
  migrate: {
    summary: 'brings the database to the newest schema',
    load: async () => (await import('./app/commands/migrate.ts')).migrateCommand,
  },
  'create-owner': {
    summary: 'makes a workspace with its owner, keys and first inbox',
    load: async () => (await import('./app/commands/create-owner.ts')).createOwnerCommand,
  },
  'reset-password': {
    summary: 'makes a link by which a member sets a new password',
    load: async () => (await import('./app/commands/reset-password.ts')).resetPassword,
  },
  backup: {
    summary: 'writes everything into one file',
    load: async () => (await import('./app/commands/backup.ts')).backup,
  },
  restore: {
    summary: 'makes everything as a backup holds it',
    load: async () => (await import('./app/commands/restore.ts')).restoreCommand,
  },
  import: {
    summary: 'takes in customers, orders and the like from a file',
    load: async () => (await import('./app/commands/import.ts')).importCommand,
  },
  export: {
    summary: 'writes a workspace as JSON Lines, for other programs and installations',
    load: async () => (await import('./app/commands/export.ts')).exportCommand,
  },
  'import-workspace': {
    summary: 'makes a workspace of what export wrote',
    load: async () => (await import('./app/commands/import-workspace.ts')).importWorkspaceCommand,
  },
  'remove-workspace': {
    summary: 'takes a workspace away, with all that is in it',
    load: async () => (await import('./app/commands/remove-workspace.ts')).removeWorkspaceCommand,
  },
  rebuild: {
    summary: 'makes read models anew from the ledger',
    load: async () => (await import('./app/commands/rebuild.ts')).rebuildCommand,
  },
  scrub: {
    summary: 'takes what was erased out of the database’s own files',
    load: async () => (await import('./app/commands/scrub.ts')).scrub,
  },
  doctor: {
    summary: 'says what is wrong, and what to do',
    load: async () => (await import('./app/commands/doctor.ts')).doctor,
  },
  demo: {
    summary: 'makes a workspace with a year of a fictional business',
    load: async () => (await import('./app/commands/demo.ts')).demo,
  },
  help: {
    summary: 'says how a command is called',
    load: async () => (await import('./app/commands/help.ts')).helpOn(table),
  },
};

const { runCommand } = await import('./app/command.ts');
process.exit(await runCommand(table, process.argv.slice(2)));
