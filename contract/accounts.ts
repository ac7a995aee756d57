/** Workspace, members, sessions, invitations, keys, audit log. */
import { z } from 'zod';
import { timeZone } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { entry, keyKind, nameLengthMax, propertyType } from './entries.ts';
import { id, locale, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';
import { permissions, role } from './permissions.ts';
import { linkPreviews } from './previews.ts';
import { undoSeconds } from './scheduled.ts';

export const passwordLengthMin = 10;
export const passwordLengthMax = 128;

/** A mail address as people type it; compared in lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Write a mail address like ana@example.com.'));
const password = z
  .string()
  .min(passwordLengthMin, `Use at least ${passwordLengthMin} characters.`)
  .max(passwordLengthMax, `Use at most ${passwordLengthMax} characters.`);
const name = z.string().trim().min(1, 'Write a name.').max(nameLengthMax);
const code = z.string().trim().min(6).max(20);
const token = z.string().min(20).max(2_000);
const params = z.object({ id });

export const workspace = z.object({
  id,
  name: z.string(),
  locale,
  timeZone,
  createdAt: time,
  /** Whose links are fetched to be shown. */
  linkPreviews,
});
export type Workspace = z.output<typeof workspace>;

export const member = z.object({ id, name: z.string(), email: z.string(), role, joinedAt: time });
export type Member = z.output<typeof member>;

/** The signed-in member, with what the console needs to draw itself. */
export const me = z.object({
  member: member.extend({
    locale: locale.nullable(),
    /** Null: the workspace's. */
    timeZone: timeZone.nullable(),
    singleKeys: z.boolean(),
    /** Reminders come by mail as well, where mail is set up. */
    reminderMails: z.boolean(),
    /** For how many seconds a reply may be taken back; 0: it is sent at once. */
    undoSeconds,
    twoFactor: z.boolean(),
  }),
  workspace,
  workspaces: z.array(z.object({ id, name: z.string() })),
  permissions: z.array(z.enum(permissions)),
});
export type Me = z.output<typeof me>;

export const invitation = z.object({
  id,
  email: z.string(),
  role,
  createdAt: time,
  expiresAt: time,
  /** The link to hand over; null when it went out by mail. */
  link: z.string().nullable(),
});
export type Invitation = z.output<typeof invitation>;

export const key = z.object({
  id,
  name: z.string(),
  kind: keyKind,
  /** What sends with it; null for an API key, which acts for a member. */
  property: propertyType.nullable(),
  prefix: z.string(),
  memberId: id,
  createdAt: time,
  lastUsedAt: time.nullable(),
});
export type Key = z.output<typeof key>;

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item), next: z.null() });

const sessionEndpoints = {
  setUp: endpoint({
    name: 'setUp',
    method: 'POST',
    path: '/setup',
    access: 'public',
    summary: 'Creates the first owner and workspace, with the one-time token that the server printed.',
    body: z.object({
      token,
      workspaceName: name,
      name,
      email,
      password,
      locale,
      timeZone: timeZone.default('UTC'),
    }),
    output: z.object({ workspaceId: id, memberId: id, inboxId: id }),
    status: 201,
  }),
  checkSetup: endpoint({
    name: 'checkSetup',
    method: 'POST',
    path: '/setup/check',
    access: 'public',
    summary: 'Says whether a set-up token is still good.',
    body: z.object({ token }),
    status: 204,
  }),
  signIn: endpoint({
    name: 'signIn',
    method: 'POST',
    path: '/session',
    access: 'public',
    summary: 'Signs in by password; answers `two-factor` when a code is needed as well.',
    body: z.object({ email, password: z.string().min(1).max(passwordLengthMax) }),
    output: z.object({ status: z.enum(['signed-in', 'two-factor']) }),
    status: 200,
  }),
  enterCode: endpoint({
    name: 'enterCode',
    method: 'POST',
    path: '/session/code',
    access: 'public',
    summary: 'Ends a sign-in by the code of an authenticator app or a recovery code.',
    body: z.object({ code }),
    output: z.object({ status: z.literal('signed-in') }),
    status: 200,
  }),
  signOut: endpoint({
    name: 'signOut',
    method: 'DELETE',
    path: '/session',
    access: 'signed-in',
    summary: 'Signs out here.',
    status: 204,
  }),
  signOutEverywhere: endpoint({
    name: 'signOutEverywhere',
    method: 'DELETE',
    path: '/me/sessions',
    access: 'signed-in',
    summary: 'Ends every session of the calling member, this one too.',
    status: 204,
  }),
  readMe: endpoint({
    name: 'readMe',
    method: 'GET',
    path: '/me',
    access: 'signed-in',
    summary: 'Who is signed in, where, and what that member may do.',
    output: me,
    status: 200,
  }),
  updateMe: endpoint({
    name: 'updateMe',
    method: 'PATCH',
    path: '/me',
    access: 'signed-in',
    summary: "Changes the member's own name, language, time zone, keyboard, mail or undo setting.",
    body: z.object({
      name: name.optional(),
      locale: locale.optional(),
      timeZone: timeZone.nullable().optional(),
      singleKeys: z.boolean().optional(),
      reminderMails: z.boolean().optional(),
      undoSeconds: undoSeconds.optional(),
    }),
    output: me,
    status: 200,
  }),
  changePassword: endpoint({
    name: 'changePassword',
    method: 'PUT',
    path: '/me/password',
    access: 'signed-in',
    summary: 'Changes the password and ends all other sessions.',
    body: z.object({ currentPassword: z.string().min(1).max(passwordLengthMax), password }),
    status: 204,
  }),
  startTwoFactor: endpoint({
    name: 'startTwoFactor',
    method: 'POST',
    path: '/me/two-factor',
    access: 'signed-in',
    summary: 'Begins two-factor sign-in: a secret for the authenticator app, and recovery codes.',
    body: z.object({ password: z.string().min(1).max(passwordLengthMax) }),
    output: z.object({ uri: z.string(), recoveryCodes: z.array(z.string()) }),
    status: 201,
  }),
  confirmTwoFactor: endpoint({
    name: 'confirmTwoFactor',
    method: 'PUT',
    path: '/me/two-factor',
    access: 'signed-in',
    summary: 'Turns two-factor sign-in on by a first code from the app.',
    body: z.object({ code }),
    status: 204,
  }),
  stopTwoFactor: endpoint({
    name: 'stopTwoFactor',
    method: 'DELETE',
    path: '/me/two-factor',
    access: 'signed-in',
    summary: 'Turns two-factor sign-in off.',
    body: z.object({ password: z.string().min(1).max(passwordLengthMax) }),
    status: 204,
  }),
  requestPasswordReset: endpoint({
    name: 'requestPasswordReset',
    method: 'POST',
    path: '/password-resets',
    access: 'public',
    summary: 'Sends a reset link to the address if a member has it; the answer is the same either way.',
    body: z.object({ email }),
    status: 202,
  }),
  resetPassword: endpoint({
    name: 'resetPassword',
    method: 'POST',
    path: '/password-resets/completion',
    access: 'public',
    summary: 'Sets a new password by a reset link and ends all sessions.',
    body: z.object({ token, password }),
    status: 204,
  }),
};

const memberEndpoints = {
  listMembers: endpoint({
    name: 'listMembers',
    method: 'GET',
    path: '/members',
    access: 'members:read',
    summary: 'Everybody who works here.',
    output: listOf(member),
    status: 200,
  }),
  changeRole: endpoint({
    name: 'changeRole',
    method: 'PUT',
    path: '/members/:id/role',
    access: 'members:manage',
    summary: "Changes a member's role. Only owners make, change or remove owners.",
    params,
    body: z.object({ role }),
    output: member,
    status: 200,
  }),
  removeMember: endpoint({
    name: 'removeMember',
    method: 'DELETE',
    path: '/members/:id',
    access: 'members:manage',
    summary:
      'Removes a member: sessions and keys end at once; conversations, tasks and customers in their care are handed over.',
    params,
    body: z.object({ handOverTo: id.nullable().default(null) }),
    status: 204,
  }),
  createResetLink: endpoint({
    name: 'createResetLink',
    method: 'POST',
    path: '/members/:id/password-reset',
    access: 'members:manage',
    summary: 'Makes a link by which a member sets a new password; by mail where mail is set up.',
    params,
    output: z.object({ link: z.string().nullable(), expiresAt: time }),
    status: 201,
  }),
  listInvitations: endpoint({
    name: 'listInvitations',
    method: 'GET',
    path: '/invitations',
    access: 'members:manage',
    summary: 'Open invitations.',
    output: listOf(invitation),
    status: 200,
  }),
  inviteMember: endpoint({
    name: 'inviteMember',
    method: 'POST',
    path: '/invitations',
    access: 'members:manage',
    summary: 'Invites somebody, by mail or by a link to hand over.',
    body: z.object({ email, role }),
    output: invitation,
    status: 201,
  }),
  revokeInvitation: endpoint({
    name: 'revokeInvitation',
    method: 'DELETE',
    path: '/invitations/:id',
    access: 'members:manage',
    summary: 'Takes an invitation back.',
    params,
    status: 204,
  }),
  checkInvitation: endpoint({
    name: 'checkInvitation',
    method: 'POST',
    path: '/invitations/check',
    access: 'public',
    summary: 'What an invitation link is for; `hasAccount`: sign in with the existing password.',
    body: z.object({ token }),
    output: z.object({ workspaceName: z.string(), email: z.string(), role, hasAccount: z.boolean() }),
    status: 200,
  }),
  acceptInvitation: endpoint({
    name: 'acceptInvitation',
    method: 'POST',
    path: '/invitations/acceptance',
    access: 'public',
    summary: 'Joins the workspace and signs in; somebody who has an account gives its password.',
    body: z.object({ token, name, password }),
    output: z.object({ workspaceId: id, memberId: id }),
    status: 201,
  }),
};

const adminEndpoints = {
  readWorkspace: endpoint({
    name: 'readWorkspace',
    method: 'GET',
    path: '/workspace',
    access: 'workspace:read',
    summary: 'The workspace.',
    output: workspace,
    status: 200,
  }),
  updateWorkspace: endpoint({
    name: 'updateWorkspace',
    method: 'PATCH',
    path: '/workspace',
    access: 'workspace:manage',
    summary: 'Changes name, language, time zone or link previews of the workspace.',
    body: z.object({
      name: name.optional(),
      locale: locale.optional(),
      timeZone: timeZone.optional(),
      linkPreviews: linkPreviews.optional(),
    }),
    output: workspace,
    status: 200,
  }),
  listKeys: endpoint({
    name: 'listKeys',
    method: 'GET',
    path: '/keys',
    access: 'keys:manage',
    summary: 'API keys, write keys and server keys, without their secrets.',
    output: listOf(key),
    status: 200,
  }),
  createKey: endpoint({
    name: 'createKey',
    method: 'POST',
    path: '/keys',
    access: 'keys:manage',
    summary:
      'Makes a key. Its secret is in this answer and nowhere else. `property` is what sends events with it: absent, a website ' +
      'with a write key and a server with a server key.',
    body: z.object({ name, kind: keyKind, property: propertyType.optional() }),
    output: key.extend({ secret: z.string() }),
    status: 201,
  }),
  updateKey: endpoint({
    name: 'updateKey',
    method: 'PATCH',
    path: '/keys/:id',
    access: 'keys:manage',
    summary:
      'Says what sends events with a write key or a server key. It holds for what arrives from then on.',
    params,
    body: z.object({ property: propertyType }),
    output: key,
    status: 200,
  }),
  revokeKey: endpoint({
    name: 'revokeKey',
    method: 'DELETE',
    path: '/keys/:id',
    access: 'keys:manage',
    summary: 'Revokes a key at once.',
    params,
    status: 204,
  }),
  readAuditLog: endpoint({
    name: 'readAuditLog',
    method: 'GET',
    path: '/audit-log',
    access: 'audit:read',
    summary: 'Who changed what, newest first.',
    query: pageQuery,
    output: pageOf(entry),
    status: 200,
  }),
};

export const accountEndpoints = { ...sessionEndpoints, ...memberEndpoints, ...adminEndpoints };
