/** `reset-password`: the operator's way to a link, for members whom mail does not reach. */
import { resetLink } from '../../accounts/index.ts';
import { openDb } from '../../platform/db/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';

export const resetPassword: Command = {
  usage: '--email E [--without-two-factor] [--json]',
  about: [
    'Prints a link that works once, within an hour. Give it to that member alone. --without-two-factor also ends',
    'two-factor sign-in and every session of a member who lost both the app and the recovery codes.',
  ].join('\n'),
  options: {
    email: { type: 'string' },
    'without-two-factor': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  required: ['email'],
  run: async (call) => {
    const database = await openDatabase(call, { make: false });
    const { secretKey, serverUrl } = database;
    const db = openDb(serverUrl, { connectionsMax: 1 });
    try {
      const email = (call.option('email') ?? '').trim().toLowerCase();
      const made = await resetLink(db, { secretKey, publicUrl: call.config.publicUrl }, email, {
        withoutTwoFactor: call.flag('without-two-factor'),
      });
      return { json: made, text: `${made.link}\nIt works once, until ${made.expiresAt}.` };
    } finally {
      await db.close();
      await database.close();
    }
  },
};
