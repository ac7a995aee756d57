/** `backup`: everything in one file. */
import { backUp } from '../../operating/index.ts';
import type { Command } from '../command.ts';
import { openAsItIs } from '../database.ts';

export const backup: Command = {
  usage: 'FILE [--json]',
  about: [
    'Writes the database, the files and the secret key, as of one moment; the server may run meanwhile. FILE is there',
    'whole or not at all. Keep it as you keep a password: it holds everything.',
  ].join('\n'),
  options: { json: { type: 'boolean' } },
  args: { min: 1, max: 1 },
  run: async (call) => {
    const database = await openAsItIs(call);
    try {
      const source = { ...database, dataDir: call.config.dataDir };
      const made = await backUp(source, call.args[0] ?? '', call.progress);
      return {
        json: made,
        text: `${made.file}: ${made.rows} rows, ${made.files} files, ${made.bytes} bytes.`,
      };
    } finally {
      await database.close();
    }
  },
};
