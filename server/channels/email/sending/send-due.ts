/**
 * Sends what is due. Before a mail server is called it is committed that this is being tried, so that a process which dies
 * meanwhile leaves `unknown` behind, and never a mail that goes out twice by itself.
 */
import { sql } from 'kysely';
import type { By } from '../../../accounts/index.ts';
import { tellDelivered } from '../../../conversations/index.ts';
import { inWorkspace, type Tx } from '../../../platform/db/index.ts';
import type { EmailDeps } from '../deps.ts';
import { compose } from './compose.ts';
import { type Answer, deliver } from './deliver.ts';
import { readDraft } from './draft.ts';
import type { Sending } from './sending.ts';

/** Pauses between attempts: about two days in all, as mail servers do. */
const pauseMinutes = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1_440];
/** Longer than any attempt takes. */
const attemptMinutesMax = 5;
const minuteMs = 60_000;
const atOnceMax = 20;
/** How many mails an inbox sends in a minute. */
const mailsAMinute = 60;

/** The deliveries of a workspace that are due, the oldest first; also those that a dead process was at. */
export async function deliveriesDue(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mail_deliveries where due_at <= ${now.toISOString()} order by due_at, id limit ${atOnceMax}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

export const sendSteps = ['begun', 'sent', 'noted'] as const;
export type SendStep = (typeof sendSteps)[number];

/** Sends one delivery, or notes that nobody knows whether it was sent. */
export async function sendDue(
  deps: EmailDeps,
  workspaceId: string,
  deliveryId: string,
  step: (name: SendStep) => Promise<void> = async () => undefined,
): Promise<void> {
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(deps.db, workspaceId, work);
  const begun = await inHere((tx) => begin(tx, deliveryId, deps.now()));
  if (!begun) return;
  if (begun.state === 'sending') return inHere((tx) => settle(tx, deps, begun, unknownAfterDeath));
  await step('begun');
  const answer = await attempt(deps, workspaceId, begun);
  await step('sent');
  await inHere((tx) => settle(tx, deps, begun, answer));
  await step('noted');
}

const unknownAfterDeath: Answer = {
  kind: 'unknown',
  reason: 'The server was stopped while it was being sent. It may have arrived.',
};

/** Holds it for this attempt; undefined where another server was quicker, or the inbox has sent enough for now. */
async function begin(tx: Tx, deliveryId: string, now: Date): Promise<Sending | undefined> {
  const { rows } = await sql<Sending>`
    select id, inbox_id as "inboxId", conversation_id as "conversationId", customer_id as "customerId", entry_id as "entryId",
      recipients, message_id as "messageId", state, attempts
    from mail_deliveries where id = ${deliveryId} and due_at <= ${now.toISOString()} for update skip locked`.execute(
    tx,
  );
  const [row] = rows;
  if (!row || row.state === 'sending') return row;
  if (await isBusy(tx, row.inboxId, now)) {
    await sql`
      update mail_deliveries set due_at = ${later(now, 1)} where id = ${deliveryId}`.execute(tx);
    return undefined;
  }
  await sql`
    update mail_deliveries set state = 'sending', attempts = attempts + 1, due_at = ${later(now, attemptMinutesMax)},
      changed_at = ${now.toISOString()}
    where id = ${deliveryId}`.execute(tx);
  return { ...row, attempts: row.attempts + 1 };
}

async function isBusy(tx: Tx, inboxId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from mail_deliveries
    where inbox_id = ${inboxId} and state = 'sent' and changed_at > ${later(now, -1)}`.execute(tx);
  return (rows[0]?.count ?? 0) >= mailsAMinute;
}

async function attempt(deps: EmailDeps, workspaceId: string, sending: Sending): Promise<Answer> {
  const draft = await readDraft(deps, workspaceId, sending);
  if ('refused' in draft) return { kind: 'failed', reason: draft.refused };
  return deliver(deps, draft.server, compose(draft.draft));
}

/** Notes what became of an attempt; in the conversation, where it is over. */
async function settle(tx: Tx, deps: EmailDeps, sending: Sending, answer: Answer): Promise<void> {
  const now = deps.now();
  const pause = answer.kind === 'later' ? pauseMinutes[sending.attempts - 1] : undefined;
  const state = pause !== undefined ? 'waiting' : answer.kind === 'later' ? 'failed' : answer.kind;
  const { numAffectedRows } = await sql`
    update mail_deliveries set state = ${state}, reason = ${answer.reason?.slice(0, 500) ?? null},
      due_at = ${pause === undefined ? null : later(now, pause)}, changed_at = ${now.toISOString()}
    where id = ${sending.id} and state = 'sending'`.execute(tx);
  if (numAffectedRows !== 1n || state === 'waiting') return;
  await tellDelivery(tx, sending, { state, reason: answer.reason ?? null });
}

/** Tells in the conversation what became of a reply. */
export function tellDelivery(
  tx: Tx,
  {
    id,
    entryId,
    conversationId,
    recipients,
  }: Pick<Sending, 'id' | 'entryId' | 'conversationId' | 'recipients'>,
  { state, reason }: { state: 'waiting' | 'sent' | 'failed' | 'unknown'; reason: string | null },
  by: By = sender,
): Promise<void> {
  const payload = { deliveryId: id, messageId: entryId, state, to: recipients.to, reason };
  return tellDelivered(tx, by, conversationId, payload);
}

const sender: By = { actor: { kind: 'system', id: null }, source: 'mail' };

function later(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * minuteMs).toISOString();
}
