/** `create-owner`: a workspace without the first-run page. */
import { createOwner } from '../../accounts/index.ts';
import { createAuth } from '../../platform/auth/index.ts';
import { openDb } from '../../platform/db/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { firstInboxWith } from '../routes.ts';

export const createOwnerCommand: Command = {
  usage: '--workspace NAME --email E --password P [--name N] [--json]',
  about: [
    'Prints the ids and secrets of what it makes; they are not shown again. Who has an account already gives its',
    'password. The same workspace and mail again is refused (already-exists).',
  ].join('\n'),
  options: {
    workspace: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    name: { type: 'string' },
    json: { type: 'boolean' },
  },
  required: ['workspace', 'email', 'password'],
  run: async (call) => {
    const { option } = call;
    const database = await openDatabase(call, { make: true });
    const { secretKey, serverUrl } = database;
    const db = openDb(serverUrl, { connectionsMax: 1 });
    try {
      const auth = createAuth({ secretKey, publicUrl: call.config.publicUrl });
      const { workspaceId, memberId, apiKey, writeKey, inboxId, identitySecret } = await createOwner(
        db,
        { auth, createFirstInbox: firstInboxWith(secretKey) },
        {
          workspaceName: option('workspace') ?? '',
          email: option('email') ?? '',
          password: option('password') ?? '',
          name: option('name'),
        },
      );
      const made = { workspaceId, memberId, apiKey, writeKey, inboxId, identitySecret };
      const lines = Object.entries(made).map(([name, value]) => `${name}: ${value}`);
      return { json: made, text: lines.join('\n') };
    } finally {
      await db.close();
      await database.close();
    }
  },
};
