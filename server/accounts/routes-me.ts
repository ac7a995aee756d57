/** Endpoints of the signed-in member about oneself. Open routes: nothing that a password is in is kept for repetitions. */
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { inWorkspace, outsideWorkspaces } from '../platform/db/index.ts';
import { openRoute, type Route } from '../platform/http/index.ts';
import type { MemberCaller } from './caller.ts';
import type { AccountDeps } from './deps.ts';
import { changePassword, confirmTwoFactor, readMe, startTwoFactor, stopTwoFactor, updateMe } from './me.ts';
import { setCookies } from './routes-session.ts';
import { signOut, signOutEverywhere } from './sign-in.ts';

type Who = MemberCaller;

/** Sessions, profile, password, two-factor sign-in. */
export function meRoutes(deps: AccountDeps): Route<Who>[] {
  return [
    openRoute<Who, typeof endpoints.readMe>(endpoints.readMe, async ({ db, who, request, reply }) => {
      // The one place where a session lives on: whoever opens the console asks this first.
      setCookies(reply, await outsideWorkspaces(db, (tx) => deps.auth.renewSession(tx, request.headers)));
      return readMe(db, who);
    }),
    openRoute<Who, typeof endpoints.updateMe>(endpoints.updateMe, async ({ db, who, body }) => {
      await inWorkspace(db, who.workspaceId, (tx) => updateMe(tx, who, body));
      return readMe(db, who);
    }),
    openRoute<Who, typeof endpoints.signOut>(endpoints.signOut, async ({ db, who, request, reply }) => {
      setCookies(reply, await signOut(db, deps, who, request.headers));
      return undefined;
    }),
    openRoute<Who, typeof endpoints.signOutEverywhere>(
      endpoints.signOutEverywhere,
      async ({ db, who, request, reply }) => {
        setCookies(reply, await signOutEverywhere(db, deps, who, request.headers));
        return undefined;
      },
    ),
    openRoute<Who, typeof endpoints.changePassword>(
      endpoints.changePassword,
      async ({ db, who, request, body }) => {
        await changePassword(db, deps, who, body, request);
        return undefined;
      },
    ),
    openRoute<Who, typeof endpoints.startTwoFactor>(endpoints.startTwoFactor, ({ db, who, request, body }) =>
      startTwoFactor(db, deps, who, body.password, request),
    ),
    openRoute<Who, typeof endpoints.confirmTwoFactor>(
      endpoints.confirmTwoFactor,
      async ({ db, who, request, reply, body }) => {
        setCookies(reply, await confirmTwoFactor(db, deps, who, body.code, request));
        return undefined;
      },
    ),
    openRoute<Who, typeof endpoints.stopTwoFactor>(
      endpoints.stopTwoFactor,
      async ({ db, who, request, reply, body }) => {
        setCookies(reply, await stopTwoFactor(db, deps, who, body.password, request));
        return undefined;
      },
    ),
  ];
}
