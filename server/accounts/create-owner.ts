/** The operator's way to an owner and a workspace, without the first-run page. */
import { accountEndpoints } from '../../contract/accounts.ts';
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
 * @throws Problem `already-exists` when the owner of this address has a workspace of this name, `wrong-credentials`,
 * `invalid-input`.
 */
export async function createOwner(
  db: Db,
  deps: { auth: Auth; createFirstInbox: CreateFirstInbox },
  input: { workspaceName: string; email: string; password: string; name?: string | undefined },
): Promise<CreatedOwner> {
  const { workspaceName, email, name, password } = checked(input);
  const workspace = { name: workspaceName, locale: 'en' as const };
  const known = await knownUser(db, deps.auth, { email, password }, workspaceName);
  const workspaceId = newId();
  const memberId = newId();
  return inWorkspace(db, workspaceId, async (tx) => {
    const userId = known ?? (await deps.auth.createUser(tx, { email, name, password }));
    await createWorkspace(tx, operator, workspace, { memberId, userId, name, email });
    const { inboxId, identitySecret } = await deps.createFirstInbox(tx, operator, workspace);
    const key = (kind: 'api' | 'write', keyName: string) =>
      createKey(tx, operator, workspaceId, { memberId, name: keyName, kind });
    const apiKey = (await key('api', 'API key')).secret;
    const writeKey = (await key('write', 'Write key')).secret;
    return { workspaceId, memberId, apiKey, writeKey, inboxId, identitySecret };
  });
}

const ownerInput = accountEndpoints.setUp.body.pick({ workspaceName: true, email: true }).extend({
  name: accountEndpoints.setUp.body.shape.name.optional(),
  password: accountEndpoints.signIn.body.shape.password,
});

function checked(input: object): { workspaceName: string; email: string; name: string; password: string } {
  const parsed = ownerInput.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem('invalid-input', `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { email } = parsed.data;
  return { ...parsed.data, name: parsed.data.name ?? email.split('@')[0] ?? email };
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
