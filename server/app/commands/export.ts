/** `export`: the data for other programs. */
import { exportAll } from '../../operating/index.ts';
import type { Command } from '../command.ts';
import { openAsItIs } from '../database.ts';

/** How the program works, and nothing of the business: who has read how far, and answers kept for repeated requests. */
const leaveOut = ['follower_cursors', 'follower_setasides', 'idempotency_keys', 'entry_keys'];

export const exportCommand: Command = {
  usage: 'DIR [--json]',
  about: [
    'Writes each table as JSON Lines and the files as they are, as of one moment, into DIR, which must not be there',
    'yet. Passwords, sessions and sealed secrets are left out; docs/operating/backup.md describes the rest.',
  ].join('\n'),
  options: { json: { type: 'boolean' } },
  args: { min: 1, max: 1 },
  run: async (call) => {
    const database = await openAsItIs(call);
    try {
      const source = { ...database, dataDir: call.config.dataDir };
      const made = await exportAll(source, call.args[0] ?? '', { leaveOut, progress: call.progress });
      return { json: made, text: `${made.folder}: ${made.rows} rows, ${made.files} files.` };
    } finally {
      await database.close();
    }
  },
};
