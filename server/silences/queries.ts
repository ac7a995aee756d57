/** Reading who waits, and who was woken for it. */
import { sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import { minutesBetween } from '../../contract/opening.ts';
import { closedDaysMax, type SilenceAlarm, type Waiting } from '../../contract/silences.ts';
import { listUnanswered, unansweredAmong } from '../conversations/index.ts';
import { workspaceHours } from '../hours/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

const dayMs = 86_400_000;

type Query = {
  state: 'waiting' | 'closed';
  inboxId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** Who waits, or whose conversation was closed without an answer. */
export async function listWaiting(
  tx: Tx,
  memberId: string,
  now: Date,
  { state, ...query }: Query,
): Promise<{ data: Waiting[]; next: string | null }> {
  const closedSince = state === 'closed' ? new Date(now.getTime() - closedDaysMax * dayMs) : undefined;
  const { data, next } = await listUnanswered(tx, memberId, { ...query, closedSince });
  return { data: await withWaits(tx, data, now), next };
}

/** The alarms of a member whose customers wait still, the last one first. */
export async function listAlarms(tx: Tx, memberId: string, now: Date): Promise<SilenceAlarm[]> {
  const { rows } = await sql<Row>`
    select id, conversation_id as "conversationId", rfc3339(since) as since, step, rfc3339(alarmed_at) as "alarmedAt"
    from silence_alarms where member_id = ${memberId} and seen_at is null
    order by alarmed_at desc, id desc limit ${alarmsMax}`.execute(tx);
  const ids = rows.map(({ conversationId }) => conversationId);
  const waiting = await withWaits(tx, await unansweredAmong(tx, memberId, ids), now);
  const alarms = rows.flatMap(({ conversationId, since, ...row }) => {
    const conversation = waiting.find((one) => one.id === conversationId);
    return conversation?.waitingSince === since ? [{ ...row, conversation }] : [];
  });
  // The second step says what the first one said.
  return alarms.filter(
    ({ conversation, step }) =>
      !alarms.some((other) => other.conversation.id === conversation.id && other.step > step),
  );
}

/** What was seen goes; what is over is passed over, but many that are must not hide others. */
const alarmsMax = 500;
type Row = { id: string; conversationId: string; since: string; step: number; alarmedAt: string };

/** The alarms among these that are a member's own, and not seen. */
export async function unseenOf(tx: Tx, memberId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from silence_alarms
    where member_id = ${memberId} and seen_at is null and id = any(${arrayText(ids)}::uuid[]) order by id`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

async function withWaits(tx: Tx, conversations: readonly Conversation[], now: Date): Promise<Waiting[]> {
  if (conversations.length === 0) return [];
  const hours = await workspaceHours(tx);
  const { rows } = await sql<{ id: string; since: string; at: string }>`
    select conversation_id as id, rfc3339(since) as since, rfc3339(max(alarmed_at)) as at from silence_alarms
    where conversation_id = any(${arrayText(conversations.map(({ id }) => id))}::uuid[])
    group by conversation_id, since`.execute(tx);
  return conversations.map((conversation) => {
    const since = conversation.waitingSince;
    const woken = rows.find(({ id, since: begun }) => id === conversation.id && begun === since);
    return { ...conversation, waitedMinutes: waitedMinutes(hours, since, now), alarmedAt: woken?.at ?? null };
  });
}

/** Somebody who waits for longer than business time is reckoned over waits since its limit. */
const reckonMsMax = 3_650 * dayMs;

function waitedMinutes(
  ...[hours, since, now]: [Parameters<typeof minutesBetween>[0], string | null, Date]
): number {
  if (since === null) return 0;
  const begun = Math.max(Date.parse(since), now.getTime() - reckonMsMax);
  return minutesBetween(hours, new Date(begun), now);
}
