/** `demo`: a year of a fictional business. */
import { Problem } from '../../../contract/errors.ts';
import { locales } from '../../../contract/ids.ts';
import { createInbox } from '../../channels/index.ts';
import { runDemo } from '../../demo/index.ts';
import { createAuth } from '../../platform/auth/index.ts';
import { openDb, standBack } from '../../platform/db/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { furnish } from '../furnish.ts';
import { removeForGood } from '../remove-for-good.ts';
import { allRoutes, emailDeps, inboxDeps } from '../routes.ts';

const connections = 2;

export const demo: Command = {
  usage: '[--customers N] [--seed N] [--end DATE] [--email E --password P] [--locale L] [--json]',
  about: [
    'Makes a workspace of its own beside others, with believable customers and conversations in three languages. The',
    'same seed and end make the same data; without an end it is the last midnight. --customers makes more of it (2000 without), up to 1000000.',
    'Its owner, who reads English or --locale, can enter it when all of it is there. Cut off, run it again.',
  ].join('\n'),
  options: {
    customers: { type: 'string' },
    seed: { type: 'string' },
    end: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    locale: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (call) => {
    const { option } = call;
    const end = option('end') === undefined ? undefined : new Date(option('end') ?? '');
    if (end && Number.isNaN(end.getTime()))
      throw new Problem('invalid-input', '--end takes a date, such as 2026-01-31.');
    const locale =
      option('locale') === undefined ? undefined : locales.find((one) => one === option('locale'));
    if (option('locale') !== undefined && locale === undefined)
      throw new Problem('invalid-input', `--locale takes one of ${locales.join(', ')}.`);
    const database = await openDatabase(call, { make: true });
    const { adminUrl, secretKey, serverUrl } = database;
    // It takes what the machine has to spare: who works with it meanwhile comes first.
    standBack();
    const db = openDb(serverUrl, { connectionsMax: connections, standBack: database.isEmbedded });
    const number = (name: string) => (option(name) === undefined ? undefined : Number(option(name)));
    try {
      const deps = inboxDeps(secretKey);
      const auth = createAuth({ secretKey, publicUrl: call.config.publicUrl });
      const now = () => new Date();
      const routes = allRoutes({
        ...{ auth, secretKey, now, publicUrl: call.config.publicUrl, jobs: undefined },
        ...{ dataDir: call.config.dataDir, fileBytesMax: 0 },
        ...{ attendance: { tellReceipt: () => undefined }, wakeImports: () => undefined },
        email: {
          ...emailDeps({ db, dataDir: call.config.dataDir, secretKey, log: call.log, now }),
          wake: () => undefined,
        },
      });
      const made = await runDemo(
        {
          db,
          adminUrl,
          auth,
          furnish: (owner) => furnish(db, routes, owner, now()),
          createInbox: (tx, who, inbox) => createInbox(tx, deps, who, { ...inbox, channel: 'webchat' }),
          remove: async (workspaceId) => {
            await removeForGood({ adminUrl, dataDir: call.config.dataDir }, workspaceId, call.progress);
          },
          progress: call.progress,
        },
        {
          customers: number('customers'),
          seed: number('seed'),
          end,
          email: option('email'),
          password: option('password'),
          locale,
        },
      );
      const login = made.password === null ? 'its own password' : `password ${made.password}`;
      const text = `${made.workspaceName}: sign in at ${call.config.publicUrl} as ${made.email}, ${login}.`;
      return { json: made, text };
    } finally {
      await db.close();
      await database.close();
    }
  },
};
