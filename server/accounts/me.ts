/** The signed-in member about oneself: what the console needs, profile, password, two-factor sign-in. */
import { sql } from 'kysely';
import type { Me } from '../../contract/accounts.ts';
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import { type Auth, endSessions, hasTwoFactor } from '../platform/auth/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import { by, type MemberCaller } from './caller.ts';
import { readMember } from './members.ts';
import { membershipsOf, recordEverywhere } from './memberships.ts';
import { record } from './record.ts';
import type { From } from './sign-in.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { readWorkspace } from './workspace.ts';

type Deps = { auth: Auth; limits: SignInLimits };

/** Who is signed in, where, and what that member may do. */
export async function readMe(db: Db, who: MemberCaller): Promise<Me> {
  const { memberships, twoFactor } = await outsideWorkspaces(db, async (tx) => ({
    memberships: await membershipsOf(tx, who.userId),
    twoFactor: await hasTwoFactor(tx, who.userId),
  }));
  const workspaces: Me['workspaces'] = [];
  for (const { workspaceId } of memberships) {
    const { id, name } = await inWorkspace(db, workspaceId, readWorkspace);
    workspaces.push({ id, name });
  }
  return inWorkspace(db, who.workspaceId, async (tx) => {
    const { userId: _, ...member } = await readMember(tx, who.memberId);
    const own = await readPreferences(tx, who.memberId);
    return {
      member: { ...member, ...own, twoFactor },
      workspace: await readWorkspace(tx),
      workspaces,
      permissions: [...who.permissions],
    };
  });
}

type Preferences = {
  locale: Locale | null;
  timeZone: string | null;
  singleKeys: boolean;
  reminderMails: boolean;
  undoSeconds: Me['member']['undoSeconds'];
};

async function readPreferences(tx: Tx, memberId: string): Promise<Preferences> {
  const { rows } = await sql<Preferences>`
    select locale, time_zone as "timeZone", single_keys as "singleKeys", reminder_mails as "reminderMails",
      undo_seconds as "undoSeconds"
    from members where id = ${memberId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-signed-in');
  return rows[0];
}

type OwnChanges = {
  [Name in 'name' | keyof Preferences]?: ({ name: string } & Preferences)[Name] | undefined;
};

/** Changes the member's own name and settings; what is not there stays. */
export async function updateMe(tx: Tx, who: MemberCaller, input: OwnChanges): Promise<void> {
  const before = { ...(await readMember(tx, who.memberId)), ...(await readPreferences(tx, who.memberId)) };
  const name = input.name ?? before.name;
  const timeZone = input.timeZone === undefined ? before.timeZone : input.timeZone;
  const { payload } = await record(tx, by(who), 'member.updated', { memberId: who.memberId, name });
  await sql`
    update members set name = ${payload.name}, locale = ${input.locale ?? before.locale}, time_zone = ${timeZone},
      single_keys = ${input.singleKeys ?? before.singleKeys},
      reminder_mails = ${input.reminderMails ?? before.reminderMails},
      undo_seconds = ${input.undoSeconds ?? before.undoSeconds}
    where id = ${who.memberId}`.execute(tx);
}

/** Writes down that a member changed settings of their own that another folder keeps. */
export async function recordOwnChange(tx: Tx, who: MemberCaller): Promise<void> {
  const { name } = await readMember(tx, who.memberId);
  await record(tx, by(who), 'member.updated', { memberId: who.memberId, name });
}

/** Changes the password; all other sessions end. @throws Problem `wrong-credentials`. */
export async function changePassword(
  db: Db,
  deps: Deps,
  who: MemberCaller,
  input: { currentPassword: string; password: string },
  from: From,
): Promise<void> {
  await tryPassword(deps, who, from, () =>
    inWorkspace(db, who.workspaceId, async (tx) => {
      if (!(await deps.auth.checkPassword(tx, who.userId, input.currentPassword))) {
        throw new Problem('wrong-credentials', 'The current password is wrong.');
      }
      await deps.auth.setPassword(tx, who.userId, input.password);
      const session = await deps.auth.sessionOf(tx, from.headers);
      await endSessions(tx, who.userId, session?.sessionId);
      const { memberId } = who;
      await record(tx, by(who), 'member.password_changed', { memberId, how: 'changed' });
    }),
  );
  const payloadOf = (memberId: string) => ({ memberId, how: 'changed' }) as const;
  await recordEverywhere(db, who.userId, 'member.password_changed', payloadOf, { except: who.workspaceId });
}

/** Begins two-factor sign-in; it counts once a first code confirmed it. */
export async function startTwoFactor(
  db: Db,
  deps: Deps,
  who: MemberCaller,
  password: string,
  from: From,
): Promise<{ uri: string; recoveryCodes: string[] }> {
  return tryPassword(deps, who, from, () =>
    outsideWorkspaces(db, (tx) => deps.auth.startTwoFactor(tx, password, from.headers)),
  );
}

/** Turns it on; answers the cookies under which the session goes on. */
export async function confirmTwoFactor(
  db: Db,
  deps: Deps,
  who: MemberCaller,
  code: string,
  from: From,
): Promise<string[]> {
  const setCookies = await tryPassword(deps, who, from, () =>
    inWorkspace(db, who.workspaceId, async (tx) => {
      const cookies = await deps.auth.confirmTwoFactor(tx, who.userId, code, from.headers);
      await record(tx, by(who), 'member.two_factor_changed', { memberId: who.memberId, enabled: true });
      return cookies;
    }),
  );
  await recordTwoFactor(db, who, true);
  return setCookies;
}

/** Turns it off; answers the cookies under which the session goes on. */
export async function stopTwoFactor(
  db: Db,
  deps: Deps,
  who: MemberCaller,
  password: string,
  from: From,
): Promise<string[]> {
  const setCookies = await tryPassword(deps, who, from, () =>
    inWorkspace(db, who.workspaceId, async (tx) => {
      const cookies = await deps.auth.stopTwoFactor(tx, password, from.headers);
      await record(tx, by(who), 'member.two_factor_changed', { memberId: who.memberId, enabled: false });
      return cookies;
    }),
  );
  await recordTwoFactor(db, who, false);
  return setCookies;
}

async function recordTwoFactor(db: Db, who: MemberCaller, enabled: boolean): Promise<void> {
  const payloadOf = (memberId: string) => ({ memberId, enabled });
  await recordEverywhere(db, who.userId, 'member.two_factor_changed', payloadOf, { except: who.workspaceId });
}

/** Somebody at an unattended screen must not be able to find out the password. */
async function tryPassword<T>(deps: Deps, who: MemberCaller, from: From, work: () => Promise<T>): Promise<T> {
  return deps.limits.attempt({ address: from.ip, account: who.userId }, work, () => true);
}
