/** What the endpoints of accounts work with. */
import type { Auth } from '../platform/auth/index.ts';
import type { Jobs } from '../platform/jobs/index.ts';
import type { MemberRemovedHook } from './members.ts';
import type { CreateFirstInbox } from './setup.ts';
import type { SignInLimits } from './sign-in-limits.ts';

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
