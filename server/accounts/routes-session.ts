/** Endpoints for people who are not yet signed in. Their answers never tell whether an address has an account. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { openRoute, type Route } from '../platform/http/index.ts';
import { createLimiter } from '../platform/limits/index.ts';
import type { MemberCaller } from './caller.ts';
import type { AccountDeps } from './deps.ts';
import { acceptInvitation, checkInvitation } from './joining.ts';
import { resetByMailLater } from './mail.ts';
import { resetPassword } from './resets.ts';
import { refuseForeignOrigin } from './same-origin.ts';
import { checkSetup, setUp } from './setup.ts';
import { enterCode, signIn } from './sign-in.ts';

type Who = MemberCaller;

/** Mails that one address may get in an hour because somebody typed it. */
const resetMailsPerHourMax = 5;
const hourSeconds = 3_600;

/** Sends cookies along with the answer. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies]);
}

/** Set-up, sign-in, password resets, and accepting invitations. */
export function sessionRoutes(deps: AccountDeps): Route<Who>[] {
  const resetMails = createLimiter({ points: resetMailsPerHourMax, seconds: hourSeconds });
  /** A page of another site must not sign somebody in as somebody else. */
  const guard = (request: FastifyRequest): void => refuseForeignOrigin(request.headers, deps.publicUrl);
  return [
    openRoute<Who, typeof endpoints.checkSetup>(endpoints.checkSetup, async ({ db, request, body }) => {
      deps.limits.request(request.ip);
      await checkSetup(db, body.token);
      return undefined;
    }),
    openRoute<Who, typeof endpoints.setUp>(endpoints.setUp, async ({ db, request, reply, body }) => {
      guard(request);
      deps.limits.request(request.ip);
      const made = await setUp(db, deps, body);
      setCookies(reply, (await signIn(db, deps, body, request)).setCookies);
      return made;
    }),
    openRoute<Who, typeof endpoints.signIn>(endpoints.signIn, async ({ db, request, reply, body }) => {
      guard(request);
      const { status, setCookies: cookies } = await signIn(db, deps, body, request);
      setCookies(reply, cookies);
      return { status };
    }),
    openRoute<Who, typeof endpoints.enterCode>(endpoints.enterCode, async ({ db, request, reply, body }) => {
      guard(request);
      setCookies(reply, (await enterCode(db, deps, body.code, request)).setCookies);
      return { status: 'signed-in' };
    }),
    openRoute<Who, typeof endpoints.requestPasswordReset>(
      endpoints.requestPasswordReset,
      async ({ db, request, body }) => {
        guard(request);
        deps.limits.request(request.ip);
        if (deps.jobs && mayTake(resetMails, body.email)) await resetByMailLater(db, deps.jobs, body.email);
        return undefined;
      },
    ),
    openRoute<Who, typeof endpoints.resetPassword>(endpoints.resetPassword, async ({ db, request, body }) => {
      guard(request);
      deps.limits.request(request.ip);
      await resetPassword(db, deps, body);
      return undefined;
    }),
    openRoute<Who, typeof endpoints.checkInvitation>(
      endpoints.checkInvitation,
      async ({ db, request, body }) => {
        deps.limits.request(request.ip);
        return checkInvitation(db, deps, body.token);
      },
    ),
    openRoute<Who, typeof endpoints.acceptInvitation>(
      endpoints.acceptInvitation,
      async ({ db, request, reply, body }) => {
        guard(request);
        const { setCookies: cookies, ...joined } = await acceptInvitation(db, deps, body, request);
        setCookies(reply, cookies);
        return joined;
      },
    ),
  ];
}

/** Without a word when it is too much: the answer must be the same. */
function mayTake(limiter: { take: (key: string) => void }, key: string): boolean {
  try {
    limiter.take(key);
    return true;
  } catch {
    return false;
  }
}
