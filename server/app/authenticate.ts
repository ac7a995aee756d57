/** Who calls: members by cookie or key, visitors by token. One table for every endpoint and socket. */
import type { FastifyRequest } from 'fastify';
import type { Authenticator, MemberCaller } from '../accounts/index.ts';
import { tokenOf, type VisitorCaller, visitorOf, workspaceOfToken } from '../channels/webchat/index.ts';
import type { Authenticate, Claim } from '../platform/http/index.ts';

export type Caller = MemberCaller | VisitorCaller;

/** Proves the caller that an endpoint asks for. A visitor's token opens no member's endpoint, nor the reverse. */
export function authenticateWith(members: Authenticator): Authenticate<Caller> {
  return {
    claimOf: async (request, access) =>
      access === 'visitor' ? claimOfVisitor(request) : members.claimOf({ ...asked(request) }, access),
    callerIdOf: (who) => (who.kind === 'member' ? who.memberId : who.sessionId),
  };
}

function asked(request: FastifyRequest): { method: string; url: string; headers: FastifyRequest['headers'] } {
  const { method, url, headers } = request;
  const { workspace } = request.query as { workspace?: unknown };
  // Pictures in a page carry no header: their address says which workspace is meant, as that of a socket does.
  const isSaid =
    method === 'GET' && typeof workspace === 'string' && headers['rapport-workspace'] === undefined;
  return { method, url, headers: isSaid ? { ...headers, 'rapport-workspace': workspace } : headers };
}

function claimOfVisitor(request: FastifyRequest): Claim<VisitorCaller> {
  const token = tokenOf(request);
  const workspaceId = workspaceOfToken(token);
  return { workspaceId, check: (tx) => visitorOf(tx, workspaceId, token) };
}
