/** Proving members: by the cookie of a session, or by an API key in the Authorization header. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id } from '../../contract/ids.ts';
import type { Access, Role } from '../../contract/permissions.ts';
import type { Auth } from '../platform/auth/index.ts';
import { type Db, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import type { Claim } from '../platform/http/index.ts';
import { type MemberCaller, permissionsOf } from './caller.ts';
import { provenKey, touchKey, workspaceOfKey } from './key-secret.ts';
import { membershipsOf } from './memberships.ts';
import { type Asked, requireSameOrigin } from './same-origin.ts';

type MemberAccess = Exclude<Access, 'public' | 'visitor'>;

/** With it, somebody who works in several workspaces says which one is meant; else it is the oldest. */
const workspaceHeader = 'rapport-workspace';

export type Authenticator = {
  /** A member by cookie or key. The claim's `check` refuses whoever lacks the permission, at once after a change. */
  claimOf: (request: Asked, access: MemberAccess) => Promise<Claim<MemberCaller>>;
  /** A member by key, for sockets, which say it in their first frame. */
  claimOfKey: (secret: string, access: MemberAccess) => Claim<MemberCaller>;
};

/** Every refusal is a Problem: `not-signed-in`, `not-allowed`, `cross-site`, `invalid-input`. */
export function createAuthenticator(deps: { db: Db; auth: Auth; publicUrl: string }): Authenticator {
  return {
    claimOf: async (request, access) => {
      refuseKeyInAddress(request.url ?? '');
      const { authorization } = request.headers;
      if (authorization === undefined) return claimOfSession(deps, request, access);
      const [scheme, secret, ...rest] = authorization.split(' ');
      if (scheme?.toLowerCase() !== 'bearer' || secret === undefined || rest.length > 0) {
        throw new Problem('not-signed-in', 'Send "Authorization: Bearer" with an API key.');
      }
      return claimOfKey(secret, access);
    },
    claimOfKey,
  };
}

/** Addresses end up in logs and histories. */
function refuseKeyInAddress(url: string): void {
  if (!/[?&][^&]*\b(rk|wk|sk)_[\w-]{20}/.test(url)) return;
  const detail =
    'A key in an address is not secret. Revoke it, and send its successor as "Authorization: Bearer".';
  throw new Problem('invalid-input', detail);
}

function claimOfKey(secret: string, access: MemberAccess): Claim<MemberCaller> {
  if (/^[ws]k_/.test(secret)) {
    throw new Problem('not-allowed', 'This key may send events only. Use an API key.');
  }
  const workspaceId = workspaceOfKey(secret);
  if (workspaceId === undefined) throw notSignedIn('The API key is not valid.');
  if (access === 'signed-in') {
    throw new Problem('not-allowed', 'This is about a person who is signed in; an API key is none.');
  }
  let staleKeyId: string | undefined;
  const check = async (tx: Tx): Promise<MemberCaller> => {
    const key = await provenKey(tx, secret);
    if (!key) throw notSignedIn('The API key is not valid, or was revoked.');
    staleKeyId = key.isStale ? key.keyId : undefined;
    return callerOf(workspaceId, key, access, `api:${key.keyId}`);
  };
  const after = async (tx: Tx): Promise<void> => {
    if (staleKeyId !== undefined) await touchKey(tx, staleKeyId);
  };
  return { workspaceId, check, after };
}

async function claimOfSession(
  deps: { db: Db; auth: Auth; publicUrl: string },
  request: Asked,
  access: MemberAccess,
): Promise<Claim<MemberCaller>> {
  const { headers } = request;
  if (!deps.auth.hasCookie(headers)) throw notSignedIn();
  const wanted = id.optional().safeParse(headers[workspaceHeader]);
  if (!wanted.success) throw new Problem('invalid-input', `${workspaceHeader} takes the id of a workspace.`);
  if (request.method !== 'GET') requireSameOrigin(headers, deps.publicUrl);
  const workspaceId = wanted.data ?? (await oldestWorkspace(deps, headers));
  if (workspaceId === undefined) throw notSignedIn();
  // A socket checks again long after the request: the session has to be looked at each time.
  const check = async (tx: Tx): Promise<MemberCaller> => {
    const session = await deps.auth.sessionOf(tx, headers);
    if (!session) throw notSignedIn();
    const { rows } = await sql<{ memberId: string; userId: string; role: Role }>`
      select id as "memberId", user_id as "userId", role from members
      where user_id = ${session.userId} and removed_at is null`.execute(tx);
    if (!rows[0]) throw notSignedIn('You do not work in this workspace.');
    return callerOf(workspaceId, rows[0], access, 'console');
  };
  return { workspaceId, check };
}

async function oldestWorkspace(
  deps: { db: Db; auth: Auth },
  headers: Asked['headers'],
): Promise<string | undefined> {
  return outsideWorkspaces(deps.db, async (tx) => {
    const session = await deps.auth.sessionOf(tx, headers);
    return session && (await membershipsOf(tx, session.userId))[0]?.workspaceId;
  });
}

function callerOf(
  workspaceId: string,
  member: { memberId: string; userId: string; role: Role },
  access: MemberAccess,
  source: string,
): MemberCaller {
  const { memberId, userId, role } = member;
  const permissions = permissionsOf(role);
  if (access !== 'signed-in' && !permissions.has(access)) throw new Problem('not-allowed');
  return { kind: 'member', workspaceId, memberId, userId, role, permissions, source };
}

function notSignedIn(detail?: string): Problem {
  return new Problem('not-signed-in', detail);
}
