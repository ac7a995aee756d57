/** Endpoints by which a visitor's session begins, becomes known and ends. */
import { customerEndpoints } from '../../../contract/customers.ts';
import { Problem } from '../../../contract/errors.ts';
import { visitorEndpoints as endpoints } from '../../../contract/visitor.ts';
import type { MemberCaller } from '../../accounts/index.ts';
import { idOf } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { openRoute, type Route, route } from '../../platform/http/index.ts';
import { addressKey, createLimiter } from '../../platform/limits/index.ts';
import { type InboxDeps, proofOf, readIdentitySecret } from '../index.ts';
import { inInbox } from './face.ts';
import { introduce } from './introduction.ts';
import {
  adopt,
  endSession,
  endSessionsOf,
  identifySession,
  startSession,
  type VisitorCaller,
} from './session.ts';

type Who = VisitorCaller;

/** The visitors' own endpoints. Limits per address leave room for many people behind one. */
export function sessionRoutes(deps: InboxDeps & { now: () => Date }): Route<Who>[] {
  const sessions = createLimiter({ points: 120, seconds: 600 });
  const adoptions = createLimiter({ points: 30, seconds: 60 });
  const introductions = createLimiter({ points: 10, seconds: 60 });
  const identifications = createLimiter({ points: 60, seconds: 60 });
  const prove = async (tx: Tx, inboxId: string, token: string) =>
    proofOf(token, { id: inboxId, identitySecret: await readIdentitySecret(tx, deps, inboxId) }, deps.now());
  return [
    openRoute<Who, typeof endpoints.startVisitorSession>(
      endpoints.startVisitorSession,
      ({ db, body, request }) => {
        sessions.take(addressKey(request.ip));
        return inInbox(db, body.inboxId, async (tx, workspaceId) => {
          const { inboxId, identityToken, language, timeZone } = body;
          const proof = identityToken === undefined ? undefined : await prove(tx, inboxId, identityToken);
          return startSession(tx, workspaceId, inboxId, { proof, language, timeZone });
        });
      },
    ),
    route<Who, typeof endpoints.identifyVisitor>(
      endpoints.identifyVisitor,
      async ({ tx, who, body, request }) => {
        identifications.take(addressKey(request.ip));
        const proof = await prove(tx, who.inboxId, body.identityToken);
        return { ...(await identifySession(tx, who, tokenOf(request.headers), proof)), verified: true };
      },
    ),
    route<Who, typeof endpoints.introduceVisitor>(endpoints.introduceVisitor, async ({ tx, who, body }) => {
      introductions.take(who.sessionId);
      await introduce(tx, who, body);
    }),
    route<Who, typeof endpoints.adoptVisitor>(endpoints.adoptVisitor, async ({ tx, who, body }) => {
      adoptions.take(who.sessionId);
      const { id } = idOf(body.anonymousId);
      if (id === null) throw new Problem('invalid-input', 'This "anonymousId" stands for nobody.');
      await adopt(tx, who, id);
    }),
    route<Who, typeof endpoints.endVisitorSession>(endpoints.endVisitorSession, ({ tx, who }) =>
      endSession(tx, who),
    ),
  ];
}

/** By which a member ends a customer's sessions. */
export const memberRoutes: Route<MemberCaller>[] = [
  route<MemberCaller, typeof customerEndpoints.signOutVisitor>(
    customerEndpoints.signOutVisitor,
    ({ tx, who, params }) => endSessionsOf(tx, who, params.id),
  ),
];

/** The token in `Authorization: Bearer`, already proven by the time a handler asks. */
function tokenOf(headers: { authorization?: string | undefined }): string {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}
