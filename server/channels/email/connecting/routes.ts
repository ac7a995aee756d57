/** The endpoints by which a mailbox is found and tried before it is connected. */
import { lookup, resolveMx, resolveSrv } from 'node:dns/promises';
import { mailboxEndpoints as endpoints, keepsPassword, type MailServer } from '../../../../contract/email.ts';
import { Problem } from '../../../../contract/errors.ts';
import type { MemberCaller } from '../../../accounts/index.ts';
import { type Db, inWorkspace } from '../../../platform/db/index.ts';
import { openRoute, type Route } from '../../../platform/http/index.ts';
import { createLimiter } from '../../../platform/limits/index.ts';
import type { EmailDeps } from '../deps.ts';
import { passwordOf, readMailbox } from '../inboxes.ts';
import { type FindDeps, findMailSettings } from './find-settings.ts';
import { tryMailbox } from './try-mailbox.ts';

type Who = MemberCaller;

/** Each calls several servers that the member named: nobody looks through the internet with it. */
const discoveriesAMinute = 10;
/** Twice for each attempt: one side at a time, so that its steps are seen as they are taken. */
const trialsAMinute = 20;

const names: Omit<FindDeps, 'get'> = {
  resolveSrv,
  resolveMx,
  hasAddress: async (name) => (await lookup(name, { all: true })).length > 0,
};

/** Both open their own transactions: none is held while others are called. */
export function connectingRoutes(deps: EmailDeps): Route<Who>[] {
  const discoveries = createLimiter({ points: discoveriesAMinute, seconds: 60 });
  const trials = createLimiter({ points: trialsAMinute, seconds: 60 });
  return [
    openRoute<Who, typeof endpoints.discoverMailbox>(endpoints.discoverMailbox, async ({ who, body }) => {
      discoveries.take(who.memberId);
      return findMailSettings(body.address, { ...names, get: deps.getPicture });
    }),
    openRoute<Who, typeof endpoints.tryMailbox>(endpoints.tryMailbox, async ({ db, who, body }) => {
      trials.take(who.memberId);
      const { inboxId, receiving, sending } = body;
      const password =
        body.password ?? (inboxId && (await kept(deps, db, who, inboxId, [receiving, sending])));
      if (!password) throw new Problem('invalid-input', 'Give the password of the mailbox.', wrongPassword);
      return tryMailbox({ receiving, sending }, password, { reach: deps.reach });
    }),
  ];
}

const wrongPassword = { errors: [{ path: 'body.password', message: 'Give the password of the mailbox.' }] };

/** The password of an inbox, for the servers that it was given for: it goes nowhere else. */
function kept(
  deps: EmailDeps,
  db: Db,
  { workspaceId }: Who,
  inboxId: string,
  servers: readonly (MailServer | null)[],
): Promise<string | undefined> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const { settings } = await readMailbox(tx, inboxId);
    return keepsPassword(settings, servers) ? passwordOf(tx, deps, inboxId) : undefined;
  });
}
