/** `export`: a workspace for other programs and installations. */
import { exportWorkspace } from '../../operating/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { portables } from '../portable.ts';
import { findWorkspace } from '../workspaces.ts';

export const exportCommand: Command = {
  usage: 'DIR [--workspace NAME] [--json]',
  about: [
    'Writes a workspace as JSON Lines, a file for each table, and the files as they are, as of one moment, into DIR, which',
    'must not be there yet. Passwords, keys, sessions and secrets are left out. import-workspace makes a workspace of it,',
    'here or elsewhere; docs/operating/export.md describes each file.',
  ].join('\n'),
  options: { workspace: { type: 'string' }, json: { type: 'boolean' } },
  args: { min: 1, max: 1 },
  run: async (call) => {
    const database = await openDatabase(call, { make: false });
    try {
      const workspace = await findWorkspace(database.adminUrl, call.option('workspace'));
      const source = { adminUrl: database.adminUrl, dataDir: call.config.dataDir };
      const options = { workspace, portables, progress: call.progress };
      const made = await exportWorkspace(source, call.args[0] ?? '', options);
      return { json: made, text: `${made.folder}: ${made.rows} rows, ${made.files} files.` };
    } finally {
      await database.close();
    }
  },
};
