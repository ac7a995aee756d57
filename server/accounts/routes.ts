/** The endpoints of accounts. */
import type { Jobs } from '../platform/jobs/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { Auth } from '../platform/auth/index.ts';
import type { MemberCaller } from './caller.ts';
import { meRoutes } from './routes-me.ts';
import { memberRoutes } from './routes-members.ts';
import { sessionRoutes } from './routes-session.ts';
import type { MemberRemovedHook } from './members.ts';
import type { CreateFirstInbox } from './setup.ts';
import { createSignInLimits, type SignInLimits } from './sign-in-limits.ts';

export type AccountConfig = {
  auth: Auth;
  secretKey: string;
  publicUrl: string;
  /** Where mail is set up: the jobs that send it. Else links are answered to be handed over. */
  jobs: Jobs | undefined;
  createFirstInbox: CreateFirstInbox;
  /** What hands over the work of a member who is removed. */
  onMemberRemoved: readonly MemberRemovedHook[];
  /** Other limits than the usual ones. */
  limits?: SignInLimits;
};

/** What the handlers work with. */
export type AccountDeps = AccountConfig & { limits: SignInLimits; mails: boolean };

/** All routes of contract/accounts.ts. */
export function accountRoutes(config: AccountConfig): Route<MemberCaller>[] {
  const deps: AccountDeps = {
    ...config,
    limits: config.limits ?? createSignInLimits(),
    mails: config.jobs !== undefined,
  };
  return [...sessionRoutes(deps), ...meRoutes(deps), ...memberRoutes(deps)];
}
