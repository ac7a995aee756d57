/** The program: its commands. Each is loaded when it is called. */
import { type CommandEntry, runCommand } from './app/command.ts';
import { helpOn } from './app/commands/help.ts';

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
  export: {
    summary: 'writes the data as JSON Lines, for other programs',
    load: async () => (await import('./app/commands/export.ts')).exportCommand,
  },
  rebuild: {
    summary: 'makes read models anew from the ledger',
    load: async () => (await import('./app/commands/rebuild.ts')).rebuildCommand,
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
    load: async () => helpOn(table),
  },
};

process.exit(await runCommand(table, process.argv.slice(2)));
