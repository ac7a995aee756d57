/**
 * Mails about accounts. They start from the committed entry: a follower adds the job, the job sends. No token is kept:
 * the job makes it again from the ids.
 */
import { z } from 'zod';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { id } from '../../contract/ids.ts';
import type { Follower } from '../ledger/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import type { Jobs, Task } from '../platform/jobs/index.ts';
import type { Mailer } from '../platform/mailer/index.ts';
import { operator } from './caller.ts';
import { readInvitation } from './invitations.ts';
import { type LinkDeps, linkTo } from './links.ts';
import { mailText } from './mail-text.ts';
import { readReset, resetByMail } from './resets.ts';
import { readWorkspace } from './workspace.ts';

const invitationTask = 'accounts.mail-invitation';
const resetTask = 'accounts.mail-reset';
const forgottenTask = 'accounts.reset-by-mail';

/** Mails what members are invited by and passwords are reset by. Not what the operator has printed. */
export function accountMail(jobs: Jobs): Follower {
  return {
    name: 'account-mail',
    kinds: ['member.invited', 'member.reset_requested'],
    apply: async (tx, entries) => {
      for (const entry of entries)
        if (entry.source.name !== operator.source) await mailLater(tx, jobs, entry);
    },
  };
}

async function mailLater(tx: Tx, jobs: Jobs, entry: Entry): Promise<void> {
  const { workspaceId } = entry;
  if (entry.kind === 'member.invited') {
    await jobs.add(tx, invitationTask, { workspaceId, id: entry.payload.invitationId });
  } else if (entry.kind === 'member.reset_requested') {
    await jobs.add(tx, resetTask, { workspaceId, id: entry.payload.resetId });
  }
}

/** Somebody forgot the password of this address, which may be nobody's: the job finds out, not the request. */
export async function resetByMailLater(db: Db, jobs: Jobs, email: string): Promise<void> {
  await outsideWorkspaces(db, (tx) => jobs.add(tx, forgottenTask, { email }));
}

const idsPayload = z.object({ workspaceId: id, id });
const emailPayload = z.object({ email: z.string() });

/** What the jobs of this folder do. */
export function accountTasks(deps: LinkDeps & { db: Db; mailer: Mailer }): Record<string, Task> {
  return {
    [invitationTask]: async (payload) => mailInvitationNow(deps, idsPayload.parse(payload)),
    [resetTask]: async (payload) => mailResetNow(deps, idsPayload.parse(payload)),
    [forgottenTask]: async (payload) => resetByMail(deps.db, emailPayload.parse(payload).email),
  };
}

type Ids = z.output<typeof idsPayload>;

async function mailInvitationNow(deps: LinkDeps & { db: Db; mailer: Mailer }, ids: Ids): Promise<void> {
  const found = await stillOpen(deps.db, ids.workspaceId, (tx) => readInvitation(tx, ids.id));
  if (!found) return;
  const names = { workspace: found.workspaceName, inviter: found.invitedBy };
  const mail = mailText('invitation', found.locale, names, linkTo(deps, 'invitation', ids));
  await deps.mailer.sendAutomatic({ ...mail, to: found.email, id: `invitation-${ids.id}` });
}

async function mailResetNow(deps: LinkDeps & { db: Db; mailer: Mailer }, ids: Ids): Promise<void> {
  const found = await stillOpen(deps.db, ids.workspaceId, (tx) => readReset(tx, ids.id));
  if (!found) return;
  const mail = mailText(
    'reset',
    found.locale,
    { workspace: found.workspaceName },
    linkTo(deps, 'reset', ids),
  );
  await deps.mailer.sendAutomatic({ ...mail, to: found.email, id: `reset-${ids.id}` });
}

/** What the mail is about, with the workspace's language; undefined when it was used or taken back meanwhile. */
async function stillOpen<T>(
  db: Db,
  workspaceId: string,
  read: (tx: Tx) => Promise<T>,
): Promise<(T & { locale: string }) | undefined> {
  try {
    return await inWorkspace(db, workspaceId, async (tx) => {
      const { locale } = await readWorkspace(tx);
      return { ...(await read(tx)), locale };
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'expired') return undefined;
    throw error;
  }
}
