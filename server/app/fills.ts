/** What an export leaves out and a row needs: made anew where the workspace arrives. */

import { webhookSigning } from '../../contract/webhooks.ts';
import { newInboxSecrets } from '../channels/index.ts';
import type { Fills } from '../operating/index.ts';
import { type Auth, userByEmail } from '../platform/auth/index.ts';
import { randomToken, secretOf } from '../platform/crypto/index.ts';
import { type Db, outsideWorkspaces } from '../platform/db/index.ts';
import { newWebhookSecrets } from '../webhooks/index.ts';

/** Of a password that nobody is told: who comes along sets one by a link of reset-password. */
const passwordBytes = 32;

/** The values of the columns that `portables` omits and that can't be empty. */
export function fillsWith({ db, auth, secretKey }: { db: Db; auth: Auth; secretKey: string }): Fills {
  return {
    inboxes: async () => ({ secrets: newInboxSecrets(secretOf(secretKey, 'inbox secrets')) }),
    webhooks: async ({ signing }) => ({
      secrets: newWebhookSecrets(secretOf(secretKey, 'webhooks'), webhookSigning.parse(signing)),
    }),
    members: async ({ email, name, removed_at }) => ({
      user_id:
        removed_at === null ? await userOf(db, auth, { email: String(email), name: String(name) }) : null,
    }),
  };
}

/** The user of an address, found or made. */
async function userOf(db: Db, auth: Auth, person: { email: string; name: string }): Promise<string> {
  return outsideWorkspaces(
    db,
    async (tx) =>
      (await userByEmail(tx, person.email)) ??
      (await auth.createUser(tx, { ...person, password: randomToken(passwordBytes) })),
  );
}
