/** `import-workspace`: a workspace out of an export. */
import path from 'node:path';
import { checkExport, importWorkspace } from '../../operating/index.ts';
import { createAuth } from '../../platform/auth/index.ts';
import { openDb } from '../../platform/db/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { fillsWith } from '../fills.ts';
import { portables } from '../portable.ts';

const words = {
  made: 'was made',
  finished: 'was made: it went on where an earlier run was cut off',
  known: 'was made of this export before; nothing was changed',
} as const;

export const importWorkspaceCommand: Command = {
  usage: 'DIR [--name NAME] [--json]',
  about: [
    'Makes a workspace of what export wrote into DIR, beside those that there are, and compares it with the export when it',
    'is whole. The server may run meanwhile. Cut off, run it again: it goes on. The same export again changes nothing.',
    'Members keep their mail address; who has no account here sets a password by a link of reset-password. Keys are made',
    'anew, and so are the secrets of inboxes and webhooks.',
  ].join('\n'),
  options: { name: { type: 'string' }, json: { type: 'boolean' } },
  args: { min: 1, max: 1 },
  run: async (call) => {
    const database = await openDatabase(call, { make: true });
    const { adminUrl, secretKey, serverUrl } = database;
    const db = openDb(serverUrl, { connectionsMax: 1 });
    try {
      const checked = await checkExport(path.resolve(call.args[0] ?? ''));
      const auth = createAuth({ secretKey, publicUrl: call.config.publicUrl });
      const made = await importWorkspace({ adminUrl, dataDir: call.config.dataDir }, checked, {
        portables,
        name: call.option('name'),
        fills: fillsWith({ db, auth, secretKey }),
        progress: call.progress,
      });
      const { name, outcome, rows, files } = made;
      return { json: made, text: `${name} ${words[outcome]}: ${rows} rows, ${files} files.` };
    } finally {
      await db.close();
      await database.close();
    }
  },
};
