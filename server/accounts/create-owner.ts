/** The operator's way to an owner and a workspace, without the first-run page. */
import { Problem } from '../../contract/errors.ts';
import { newId } from '../ledger/index.ts';
import type { Auth } from '../platform/auth/index.ts';
import { type Db, inWorkspace, outsideWorkspaces } from '../platform/db/index.ts';
import { operator } from './caller.ts';
import { createKey } from './keys.ts';
import { membershipsOfEmail } from './memberships.ts';
import type { CreateFirstInbox } from './setup.ts';
import { createWorkspace, readWorkspace } from './workspace.ts';

export type CreatedOwner = {
  workspaceId: string;
  memberId: string;
  apiKey: string;
  writeKey: string;
  inboxId: string;
  identitySecret: string;
};

/**
 * Makes a workspace with its owner, keys and first inbox. An address that has an account keeps it: the password must be
 * its own. How good a new password is, the operator answers for.
 * @throws Problem `already-exists` when the owner of this address has a workspace of this name, `wrong-credentials`.
 */
export async function createOwner(
  db: Db,
  deps: { auth: Auth; createFirstInbox: CreateFirstInbox },
  input: { workspaceName: string; email: string; password: string; name?: string | undefined },
): Promise<CreatedOwner> {
  const email = input.email.trim().toLowerCase();
  const name = input.name ?? email.split('@')[0] ?? email;
  const workspace = { name: input.workspaceName.trim(), locale: 'en' as const };
  const known = await knownUser(db, deps.auth, { email, password: input.password }, workspace.name);
  const workspaceId = newId();
  const memberId = newId();
  return inWorkspace(db, workspaceId, async (tx) => {
    const userId = known ?? (await deps.auth.createUser(tx, { email, name, password: input.password }));
    await createWorkspace(tx, operator, workspace, { memberId, userId, name, email });
    const { inboxId, identitySecret } = await deps.createFirstInbox(tx, operator, workspace);
    const key = (kind: 'api' | 'write', keyName: string) =>
      createKey(tx, operator, workspaceId, { memberId, name: keyName, kind });
    const apiKey = (await key('api', 'API key')).secret;
    const writeKey = (await key('write', 'Write key')).secret;
    return { workspaceId, memberId, apiKey, writeKey, inboxId, identitySecret };
  });
}

async function knownUser(
  db: Db,
  auth: Auth,
  given: { email: string; password: string },
  workspaceName: string,
): Promise<string | undefined> {
  const found = await membershipsOfEmail(db, given.email);
  if (!found) return undefined;
  for (const { workspaceId } of found.memberships) {
    const { name } = await inWorkspace(db, workspaceId, readWorkspace);
    if (name === workspaceName) {
      throw new Problem('already-exists', `${given.email} has a workspace named "${name}" already.`);
    }
  }
  const { userId } = found;
  if (await outsideWorkspaces(db, (tx) => auth.checkPassword(tx, userId, given.password))) return userId;
  throw new Problem('wrong-credentials', `${given.email} has an account already. Give its password.`);
}
