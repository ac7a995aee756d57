/** Accepting an invitation. */

import { Problem } from '../../contract/errors.ts';
import type { Role } from '../../contract/permissions.ts';
import { newId } from '../ledger/index.ts';
import { type Auth, userByEmail } from '../platform/auth/index.ts';
import { type Db, inWorkspace, isDuplicate, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import { oneself } from './caller.ts';
import { readInvitation, takeInvitation } from './invitations.ts';
import { type LinkDeps, readToken } from './links.ts';
import { addMember } from './members.ts';
import { type From, type SignInDeps, signIn } from './sign-in.ts';

/** What an invitation link is for. @throws Problem `invalid-token`, `expired`. */
export async function checkInvitation(
  db: Db,
  deps: LinkDeps,
  token: string,
): Promise<{ workspaceName: string; email: string; role: Role; hasAccount: boolean }> {
  const { workspaceId, id } = readToken(deps, 'invitation', token);
  const { workspaceName, email, role } = await inWorkspace(db, workspaceId, (tx) => readInvitation(tx, id));
  const userId = await outsideWorkspaces(db, (tx) => userByEmail(tx, email));
  return { workspaceName, email, role, hasAccount: userId !== undefined };
}

/**
 * Joins the workspace and signs in. Whoever has an account already proves it by its password. Where that account has
 * two-factor sign-in, the code is still to be entered.
 */
export async function acceptInvitation(
  db: Db,
  deps: LinkDeps & SignInDeps,
  input: { token: string; name: string; password: string },
  from: From,
): Promise<{ workspaceId: string; memberId: string; setCookies: string[] }> {
  const { workspaceId, id } = readToken(deps, 'invitation', input.token);
  const joined = await deps.limits.attempt(
    { address: from.ip, account: id },
    () => inWorkspace(db, workspaceId, (tx) => join(tx, deps.auth, id, input)),
    () => true,
  );
  const { email, memberId } = joined;
  const { setCookies } = await signIn(db, deps, { email, password: input.password }, from);
  return { workspaceId, memberId, setCookies };
}

async function join(
  tx: Tx,
  auth: Auth,
  invitationId: string,
  input: { name: string; password: string },
): Promise<{ memberId: string; email: string }> {
  const { email, role } = await takeInvitation(tx, invitationId);
  const { name, password } = input;
  let userId = await userByEmail(tx, email);
  if (userId === undefined) {
    userId = await auth.createUser(tx, { email, name, password }).catch((error: unknown) => {
      throw isDuplicate(error, 'user_email_key') ? accountAppeared() : error;
    });
  } else if (!(await auth.checkPassword(tx, userId, password))) {
    throw new Problem('wrong-credentials', 'You have an account already. Enter its password.');
  }
  const memberId = newId();
  await addMember(tx, oneself(memberId), { memberId, userId, name, email, role });
  return { memberId, email };
}

/** Somebody accepted another invitation of the same address in the same moment. */
function accountAppeared(): Problem {
  return new Problem('conflict', 'You have just got an account. Try again with its password.');
}
