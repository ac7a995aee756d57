/** `remove-workspace`: a workspace goes, with all that is in it. */
import { Problem } from '../../../contract/errors.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { removeForGood } from '../remove-for-good.ts';
import { findWorkspace } from '../workspaces.ts';

export const removeWorkspaceCommand: Command = {
  usage: '--workspace NAME --yes [--json]',
  about: [
    'Takes a workspace away for good: its customers, conversations, files, keys and settings. The server may run meanwhile.',
    'Nobody can enter it from the first moment on; cut off, run it again: it goes on. Accounts of its members stay. What was',
    'in backups stays there. Without --yes it says what it would remove and removes nothing.',
  ].join('\n'),
  options: { workspace: { type: 'string' }, yes: { type: 'boolean' }, json: { type: 'boolean' } },
  required: ['workspace'],
  run: async (call) => {
    const database = await openDatabase(call, { make: false });
    try {
      const { id, name } = await findWorkspace(database.adminUrl, call.option('workspace'));
      if (!call.flag('yes'))
        throw new Problem(
          'conflict',
          `"${name}" (${id}) and all that is in it would be removed for good. Add --yes to do it.`,
        );
      const source = { adminUrl: database.adminUrl, dataDir: call.config.dataDir };
      const { rows } = await removeForGood(source, id, call.progress);
      return { json: { workspaceId: id, name, rows }, text: `${name} was removed: ${rows} rows.` };
    } finally {
      await database.close();
    }
  },
};
