/**
 * Accounts: workspaces, members and roles, sessions, invitations, keys, the audit log.
 *
 * Invariants: every change appends its entry in the same transaction, which is the audit log; what a member may do is
 * read from the database for each request, so a change of role or a removal holds at once; a workspace keeps an owner,
 * and only owners touch owners; no secret that lets somebody in is kept as it is, and none works twice.
 */
export { type Authenticator, createAuthenticator } from './authenticate.ts';
export { isUnopened, letIn, type ReadyMember, writeWorkspace } from './bulk.ts';
export { type By, by, callerKinds, type MemberCaller, operator } from './caller.ts';
export { type CreatedOwner, createOwner } from './create-owner.ts';
export type { AccountConfig } from './deps.ts';
export { workspaceOfKey } from './key-secret.ts';
export { accountMail, accountTasks } from './mail.ts';
export { readMe, recordOwnChange } from './me.ts';
export { listMembers, type MemberRemovedHook } from './members.ts';
export { membershipsOf } from './memberships.ts';
export {
  holdMembers,
  isMember,
  memberNames,
  memberNamesOfAll,
  membersAmong,
  permissionsNow,
} from './names.ts';
export { type Reach, reachOf, timeZoneOf } from './reach.ts';
export { resetLink } from './resets.ts';
export { accountRoutes } from './routes.ts';
export { provenSenders, type Sender } from './senders.ts';
export { type CreateFirstInbox, issueSetupToken } from './setup.ts';
export { createSignInLimits, type SignInLimits } from './sign-in-limits.ts';
export { allWorkspaces, closeWorkspace, readWorkspace } from './workspace.ts';
