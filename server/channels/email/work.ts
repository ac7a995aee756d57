/**
 * What the mail channel does behind requests: it reads what came, sends what is due, and follows mailboxes. Several servers may
 * do so at once: each mail is claimed before it is read, each reply before it is sent.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { inWorkspace, outsideWorkspaces, type Tx } from '../../platform/db/index.ts';
import type { EmailDeps } from './deps.ts';
import { followMailboxes } from './imap/mailboxes.ts';
import { mailsDue, readDue } from './reading-due.ts';
import { deliveriesDue, sendDue } from './sending/index.ts';

/** How late it may be done where nobody said that there is something. */
const pollMilliseconds = 2_000;

export type MailWork = { wake: () => void; stop: () => Promise<void> };

/** Starts looking; `wake` looks at once. `stop` waits for what is under way. */
export function runMail(deps: EmailDeps): MailWork {
  const rounds = [
    lookAround(deps, mailsDue, (workspaceId, id) => readDue(deps, workspaceId, id)),
    lookAround(deps, deliveriesDue, (workspaceId, id) => sendDue(deps, workspaceId, id)),
  ];
  const wake = (): void => {
    for (const round of rounds) round.wake();
  };
  const mailboxes = followMailboxes(deps, wake);
  return {
    wake,
    stop: async () => {
      await mailboxes.stop();
      await Promise.all(rounds.map((round) => round.stop()));
      await deps.reader.close();
    },
  };
}

/** One loop over all workspaces; what fails is logged by its ids alone, and tried again. */
function lookAround(
  { db, log, now }: EmailDeps,
  find: (tx: Tx, now: Date) => Promise<string[]>,
  act: (workspaceId: string, id: string) => Promise<void>,
): MailWork {
  let isStopped = false;
  let rest = new AbortController();
  const round = async (): Promise<number> => {
    let done = 0;
    for (const workspaceId of await outsideWorkspaces(db, (tx) => workspacesWithMail(tx, now()))) {
      for (const id of await inWorkspace(db, workspaceId, (tx) => find(tx, now()))) {
        if (isStopped) return 0;
        done += 1;
        await act(workspaceId, id).catch((error: unknown) =>
          log.warn({ err: error, workspaceId, id }, 'a mail could not be handled; it is tried again'),
        );
      }
    }
    return done;
  };
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      const done = await round().catch((error: unknown) => {
        log.debug({ err: error }, 'looking for mails failed');
        return 0;
      });
      if (done === 0 && !isStopped)
        await sleep(pollMilliseconds, undefined, { signal: rest.signal, ref: false }).catch(() => undefined);
      rest = new AbortController();
    }
  };
  const running = loop();
  const wake = (): void => rest.abort();
  return {
    wake,
    stop: async () => {
      isStopped = true;
      wake();
      await running;
    },
  };
}

async function workspacesWithMail(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_with_mail(${now.toISOString()}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}
