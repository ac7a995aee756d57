/** `migrate`: the newest schema, without serving. */
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';

export const migrateCommand: Command = {
  usage: '[--new-secret-key] [--json]',
  about: [
    'Makes the schema in an empty database. Where there is data, a backup goes into the folder "backups" in the data',
    'folder first, and a self-test comes after. `serve` does the same when it starts.',
    '',
    '--new-secret-key  goes on with another secret key than the data was set up with, when that is lost for good:',
    '                  sessions end, and secrets that were sealed with it are lost.',
  ].join('\n'),
  options: { json: { type: 'boolean' }, 'new-secret-key': { type: 'boolean' } },
  run: async (call) => {
    const database = await openDatabase(call, { make: true, anyKey: call.flag('new-secret-key') });
    await database.close();
    const { applied, backup } = database;
    const text = applied.length === 0 ? 'The schema is the newest already.' : `Done: ${applied.join(', ')}.`;
    return { json: { applied, backup }, text };
  },
};
