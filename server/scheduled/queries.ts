/** Reading messages that are sent later. */
import { sql } from 'kysely';
import type { Action } from '../../contract/actions.ts';
import type { Attachment } from '../../contract/attachments.ts';
import { Problem } from '../../contract/errors.ts';
import type { Mention } from '../../contract/mentions.ts';
import type { Rich } from '../../contract/rich-text.ts';
import type { ScheduledCount, ScheduledMessage } from '../../contract/scheduled.ts';
import type { HeldReason } from '../../contract/scheduled-entries.ts';
import { homeOf, partsOf } from '../conversations/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** What is told of at once: more conversations than a list of them shows. */
const countedMax = 500;

const home = homeOf(sql`s.conversation_id`);
const listed = (column: string) => sql`case when ${sql.ref(column)} <> '[]' then ${sql.ref(column)} end`;

/** The message `s` as the API tells it, but for what is not there. */
const scheduledJson = sql<Told>`json_build_object(
  'id', s.id,
  'conversationId', ${home},
  'memberId', s.member_id,
  'note', s.note,
  'text', s.text,
  'rich', ${listed('s.rich')},
  'attachments', ${listed('s.files')},
  'mentions', ${listed('s.mentions')},
  'actions', ${listed('s.actions')},
  'said', s.said,
  'sendAt', rfc3339(s.send_at),
  'unlessCustomerWrites', s.unless_customer_writes,
  'undo', s.undo,
  'held', s.held,
  'revision', s.revision,
  'changedBy', s.changed_by,
  'scheduledAt', rfc3339(s.scheduled_at))`;

type Lists = 'rich' | 'attachments' | 'mentions' | 'actions';
type Told = Omit<ScheduledMessage, Lists> & { [K in Lists]: NonNullable<ScheduledMessage[K]> | null };

function shown({ rich, attachments, mentions, actions, ...told }: Told): ScheduledMessage {
  return {
    ...told,
    ...(rich ? { rich } : {}),
    ...(attachments ? { attachments } : {}),
    ...(mentions ? { mentions } : {}),
    ...(actions ? { actions } : {}),
  };
}

/** What commands need. `since`: until then everything was seen. */
export type ScheduledRow = {
  id: string;
  /** The customer and the conversation that it was written for. */
  customerId: string;
  conversationId: string;
  /** The conversation in which it stands now. */
  homeId: string;
  memberId: string;
  note: boolean;
  text: string;
  rich: Rich;
  attachments: Attachment[];
  mentions: Mention[];
  actions: Action[];
  said: ScheduledMessage['said'];
  sendAt: string;
  unlessCustomerWrites: boolean;
  undo: boolean;
  since: string;
  held: HeldReason | null;
  /** How often it was changed as a draft. */
  revision: number;
};

/** A message as commands need it; undefined where it was sent or taken back. */
export async function findRow(tx: Tx, scheduledId: string): Promise<ScheduledRow | undefined> {
  const { rows } = await sql<ScheduledRow>`
    select s.id, s.customer_id as "customerId", s.conversation_id as "conversationId", ${home} as "homeId",
      s.member_id as "memberId", s.note, s.text, s.rich, s.files as "attachments", s.mentions, s.actions, s.said,
      rfc3339(s.send_at) as "sendAt", s.unless_customer_writes as "unlessCustomerWrites", s.undo,
      rfc3339(s.since) as since, s.held, s.revision
    from scheduled_messages s where s.id = ${scheduledId}`.execute(tx);
  return rows[0];
}

/** The refusal for one that is not there. */
export function noSuchMessage(): Problem {
  return new Problem('not-found', 'There is no such message to be sent later. It was sent, or taken back.');
}

/** One message. @throws Problem `not-found`. */
export async function readScheduled(tx: Tx, scheduledId: string): Promise<ScheduledMessage> {
  const { rows } = await sql<{ json: Told }>`
    select ${scheduledJson} as json from scheduled_messages s where s.id = ${scheduledId}`.execute(tx);
  if (!rows[0]) throw noSuchMessage();
  return shown(rows[0].json);
}

/** What is to be sent in a conversation and in those that are part of it, the next one first. */
export async function listScheduled(tx: Tx, conversationId: string): Promise<ScheduledMessage[]> {
  const parts = arrayText(await partsOf(tx, conversationId));
  const { rows } = await sql<{ json: Told }>`
    select ${scheduledJson} as json from scheduled_messages s
    where s.conversation_id = any(${parts}::uuid[]) order by s.send_at, s.id`.execute(tx);
  return rows.map(({ json }) => shown(json));
}

/** How many wait or are held, conversation by conversation. */
export async function countScheduled(tx: Tx): Promise<ScheduledCount[]> {
  const { rows } = await sql<ScheduledCount>`
    select ${home} as "conversationId", count(*)::integer as count,
      (count(*) filter (where s.held <> 'draft'))::integer as held,
      (count(*) filter (where s.held = 'draft'))::integer as drafts
    from scheduled_messages s group by 1 order by min(s.send_at), 1 limit ${countedMax}`.execute(tx);
  return rows;
}

/** How many there are in a conversation. */
export async function countIn(tx: Tx, conversationId: string): Promise<number> {
  const parts = arrayText(await partsOf(tx, conversationId));
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from scheduled_messages
    where conversation_id = any(${parts}::uuid[])`.execute(tx);
  return rows[0]?.count ?? 0;
}
