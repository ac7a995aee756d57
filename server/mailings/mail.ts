/** Mails with what was said. They start from the committed entry: a follower adds a job for each recipient, the job sends. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Message } from '../../contract/conversations.ts';
import type { Payload } from '../../contract/entries.ts';
import { id } from '../../contract/ids.ts';
import { mailedMessagesMax } from '../../contract/mailings.ts';
import { memberNames, reachOf, readWorkspace } from '../accounts/index.ts';
import { findAttachment } from '../attachments/index.ts';
import { briefsOf, readMessages } from '../conversations/index.ts';
import { append, entryRow, type Follower } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { openFile } from '../platform/files/index.ts';
import type { Task as Job, Jobs } from '../platform/jobs/index.ts';
import type { Mail, Mailer } from '../platform/mailer/index.ts';
import { mailingWords } from './locales/mail.ts';
import { isRefusedForGood } from './refusal.ts';
import { transcriptMail } from './transcript.ts';

const sendTask = 'mailings.send';
/** Most servers take mails of 25 MB, in which files are a third larger. Those beyond are named only. */
const fileBytesMax = 15 * 2 ** 20;

/** Sends what members send on. */
export function mailingMail(jobs: Jobs): Follower {
  return {
    name: 'mailing-mail',
    kinds: ['conversation.mailed'],
    apply: async (tx, entries) => {
      for (const entry of entries) {
        if (entry.kind !== 'conversation.mailed') continue;
        const { workspaceId, id: entryId, payload } = entry;
        for (const to of payload.to) await jobs.add(tx, sendTask, { workspaceId, entryId, to });
      }
    },
  };
}

const sendPayload = z.object({ workspaceId: id, entryId: id, to: z.string() });
type Asked = z.output<typeof sendPayload>;
type Deps = { db: Db; mailer: Mailer; dataDir: string };

/** What the jobs of this folder do. */
export function mailingJobs(deps: Deps): Record<string, Job> {
  return { [sendTask]: async (payload) => sendNow(deps, sendPayload.parse(payload)) };
}

async function sendNow(deps: Deps, asked: Asked): Promise<void> {
  const { workspaceId, to } = asked;
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work);
  const mailed = await inHere((tx) => readMailed(tx, asked.entryId));
  // Erased meanwhile: nobody is named any more.
  if (!mailed?.payload.to.includes(to)) return;
  const mail = await writeMail(deps, asked, mailed);
  try {
    await deps.mailer.sendAutomatic(mail);
  } catch (error) {
    if (!isRefusedForGood(error)) throw error;
    await inHere((tx) => tellRefused(tx, mailed, to, error.response ?? error.message));
  }
}

type Mailed = {
  payload: Payload<'conversation.mailed'>;
  conversationId: string;
  customerId: string;
  customer: string | null;
  channel: string;
  memberId: string;
  workspace: string;
};

async function readMailed(tx: Tx, entryId: string): Promise<Mailed | undefined> {
  const { rows } = await sql<Omit<Mailed, 'customer' | 'workspace'>>`
    select e.payload, e.conversation_id as "conversationId", e.customer_id as "customerId", e.channel,
      e.actor_id as "memberId"
    from ${entryRow(entryId)}`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const about = (await briefsOf(tx, [row.conversationId])).get(row.conversationId);
  return { ...row, customer: about?.customer.name ?? null, workspace: (await readWorkspace(tx)).name };
}

async function writeMail(deps: Deps, { workspaceId, entryId, to }: Asked, mailed: Mailed): Promise<Mail> {
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work);
  const { payload, memberId } = mailed;
  const messages = await saidIn(inHere, mailed);
  const authors = messages.flatMap(({ author }) =>
    author.kind === 'member' && author.id ? [author.id] : [],
  );
  const names = await inHere((tx) => memberNames(tx, [...new Set([memberId, ...authors])]));
  const reach = await inHere((tx) => reachOf(tx, memberId));
  const locale = reach?.locale ?? 'en';
  const about = { customer: mailed.customer, workspace: mailed.workspace, member: names.get(memberId) ?? '' };
  const written = transcriptMail(
    {
      locale,
      timeZone: reach?.timeZone ?? 'UTC',
      words: mailingWords[locale](about),
      comment: payload.comment,
      nameOf: ({ author }) =>
        author.kind === 'customer'
          ? (mailed.customer ?? mailingWords[locale](about).customer)
          : (names.get(author.id ?? '') ?? mailed.workspace),
    },
    messages,
  );
  return {
    ...written,
    to,
    id: `mailing-${entryId}-${Buffer.from(to).toString('base64url')}`,
    replyTo: reach?.email,
    files: await filesOf(deps, workspaceId, messages),
  };
}

/** The messages that go along: the chosen ones, or the newest. What was deleted stays away. */
async function saidIn(
  inHere: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  { payload, conversationId }: Mailed,
): Promise<Message[]> {
  const isChosen = payload.messageIds && new Set(payload.messageIds);
  const said: Message[] = [];
  for await (const page of readMessages(inHere, conversationId)) {
    said.push(
      ...page.filter(
        ({ id, note, changed }) =>
          (isChosen ? isChosen.has(id) : true) && (payload.notes || !note) && !changed?.deletedAt,
      ),
    );
    said.splice(0, said.length - mailedMessagesMax);
  }
  return said;
}

async function filesOf({ db, dataDir }: Deps, workspaceId: string, messages: readonly Message[]) {
  const files: NonNullable<Mail['files']> = [];
  let bytes = 0;
  for (const { fileId, name, type, bytes: size } of messages.flatMap(({ attachments = [] }) => attachments)) {
    if (bytes + size > fileBytesMax) continue;
    const { sha256 } = await inWorkspace(db, workspaceId, (tx) => findAttachment(tx, fileId));
    const file = await openFile(dataDir, workspaceId, sha256);
    if (!file) continue;
    bytes += size;
    files.push({ name, type, content: Buffer.concat(await file.toArray()) });
  }
  return files;
}

/** Told once, in the conversation. */
async function tellRefused(tx: Tx, mailed: Mailed, to: string, reason: string): Promise<void> {
  const { mailingId } = mailed.payload;
  await append(tx, {
    kind: 'conversation.mail_failed',
    payload: { mailingId, to, reason: reason.slice(0, 300) },
    actor: { kind: 'system', id: null },
    direction: 'internal',
    source: { name: 'mailings', externalId: `${mailingId} ${to}` },
    customerId: mailed.customerId,
    conversationId: mailed.conversationId,
    channel: mailed.channel,
  });
}
