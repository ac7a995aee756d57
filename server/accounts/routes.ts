/** The endpoints of accounts. */
import type { Route } from '../platform/http/index.ts';
import type { MemberCaller } from './caller.ts';
import type { AccountConfig, AccountDeps } from './deps.ts';
import { meRoutes } from './routes-me.ts';
import { memberRoutes } from './routes-members.ts';
import { sessionRoutes } from './routes-session.ts';
import { createSignInLimits } from './sign-in-limits.ts';

/** All routes of contract/accounts.ts. */
export function accountRoutes(config: AccountConfig): Route<MemberCaller>[] {
  const deps: AccountDeps = {
    ...config,
    limits: config.limits ?? createSignInLimits(),
    mails: config.jobs !== undefined,
  };
  return [...sessionRoutes(deps), ...meRoutes(deps), ...memberRoutes(deps)];
}
