/**
 * Reads mails that wait, one after another, outside any transaction: a mail that is read in another process for long holds
 * nobody up. Each is claimed first, so that two servers seldom read the same; recorded once in any case.
 */
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { discardAll, receiveAll } from '../../attachments/index.ts';
import { inWorkspace, isUnavailable, type Tx } from '../../platform/db/index.ts';
import type { EmailDeps } from './deps.ts';
import { readMailbox } from './inboxes.ts';
import type { Mail } from './mail.ts';
import { recordRead, recordUnreadable } from './read-mail.ts';
import { roughHead } from './rough-head.ts';
import { findMail, rawPath, type StoredMail } from './store.ts';

/** Longer than any reading takes: after it, a mail whose reader was killed is read again. */
const claimSeconds = 60;
const attemptsMax = 3;
const atOnceMax = 20;

/** The mails of a workspace that are to be read now, the oldest first. */
export async function mailsDue(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mails where due_at <= ${now.toISOString()} order by due_at, id limit ${atOnceMax}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Reads one mail and records what it is. `step` is called after each commit and each call of another process. */
export async function readDue(
  deps: EmailDeps,
  workspaceId: string,
  mailId: string,
  step: (name: ReadStep) => Promise<void> = async () => undefined,
): Promise<void> {
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work);
  const stored = await inHere((tx) => claim(tx, mailId, deps.now()));
  if (!stored) return;
  await step('claimed');
  const path = rawPath(deps.dataDir, workspaceId, stored.sha256);
  const read = await deps.reader.read(path);
  await step('read');
  const showUnreadable = async (reason: string) => {
    const head = await roughHead(path);
    await inHere(async (tx) => {
      const held = await findMail(tx, mailId, true);
      if (held.state === 'waiting')
        await recordUnreadable({ tx, deps, workspaceId, stored: held }, { reason, head });
    });
  };
  if ('failed' in read) {
    if (stored.attempts < attemptsMax && read.failed === 'crash') return inHere((tx) => again(tx, mailId));
    await showUnreadable(read.reason);
    return step('recorded');
  }
  try {
    const mail = { ...read.mail, files: onceEach(read.mail.files) };
    await recordWhole(deps, workspaceId, { stored, path, mail }, step);
  } catch (error) {
    // What is ours to mend is tried again; what is not must not be tried for ever, and is seen.
    if (stored.attempts < attemptsMax || isUnavailable(error)) throw error;
    deps.log.error({ err: error, workspaceId, mailId }, 'a mail could not be recorded');
    await showUnreadable('It could not be recorded.');
  }
  await step('recorded');
}

export const readSteps = ['claimed', 'read', 'verified', 'files on disk', 'recorded'] as const;
export type ReadStep = (typeof readSteps)[number];

type Held = { stored: StoredMail; path: string; mail: Mail };

/** Records a mail that was read, with its files and what was found about its sender. */
async function recordWhole(
  deps: EmailDeps,
  workspaceId: string,
  { stored, path, mail }: Held,
  step: (name: ReadStep) => Promise<void>,
): Promise<void> {
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work);
  const { settings } = await inHere((tx) => readMailbox(tx, stored.inboxId));
  const envelope = { ...stored.envelope, trustedServers: settings.trustedServers };
  // Loaded by the first mail: most servers read none.
  const { verifySender } = await import('./reading/verify.ts');
  const verdict = await verifySender(await readFile(path), envelope, deps.resolver);
  await step('verified');
  const files = await receiveAll(deps.dataDir, mail.files);
  try {
    await step('files on disk');
    await inHere(async (tx) => {
      const held = await findMail(tx, stored.id, true);
      if (held.state !== 'waiting') return;
      await recordRead(
        { tx, deps, workspaceId, stored: held },
        { mail, isVerified: verdict.verified, files },
      );
    });
  } finally {
    await discardAll(files);
  }
}

async function claim(tx: Tx, mailId: string, now: Date): Promise<StoredMail | undefined> {
  const until = new Date(now.getTime() + claimSeconds * 1_000).toISOString();
  const { numAffectedRows } = await sql`
    update mails set due_at = ${until}, attempts = attempts + 1
    where id = ${mailId} and due_at <= ${now.toISOString()} and state = 'waiting'`.execute(tx);
  return numAffectedRows === 1n ? findMail(tx, mailId) : undefined;
}

async function again(tx: Tx, mailId: string): Promise<void> {
  await sql`update mails set due_at = clock_timestamp() where id = ${mailId} and state = 'waiting'`.execute(
    tx,
  );
}

/** Invitations are mostly there twice: to be shown, and to be kept. */
function onceEach(files: Mail['files']): Mail['files'] {
  const isDate = ({ type }: Mail['files'][number]) => /^(text\/calendar|application\/ics)$/.test(type);
  return files.filter(
    (file, at) =>
      !isDate(file) ||
      !files.some((other, later) => later > at && isDate(other) && other.bytes.equals(file.bytes)),
  );
}
