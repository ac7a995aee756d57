/** What a visitor does with a greeting that was shown. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type ConversationRow, sayBefore } from '../conversations/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { record } from './record.ts';

type Who = { customerId: string; customerIds: readonly string[]; channel: string; source: string };
type Showing = {
  greetingId: string;
  text: string;
  openedAt: Date | null;
  dismissedAt: Date | null;
  answeredAt: Date | null;
};

/** Notes that it was opened or dismissed, once. @throws Problem `not-found` for one that was shown to somebody else. */
export async function noteGreeting(
  tx: Tx,
  who: Who,
  showingId: string,
  outcome: 'opened' | 'dismissed',
): Promise<void> {
  const showing = await lockShowing(tx, who, showingId);
  if (!showing) throw new Problem('not-found', 'This greeting was not shown to this visitor.');
  if ((outcome === 'opened' ? showing.openedAt : showing.dismissedAt) !== null) return;
  const payload = { greetingId: showing.greetingId, showingId };
  await record(tx, { kind: `greeting.${outcome}`, payload, ...byVisitor(who) });
}

/**
 * Lets the greeting stand in the conversation, before the message that answers it. The conversation is held; answered is
 * how it stands then. A showing that is unknown, or was answered, changes nothing: the message counts all the same.
 */
export async function answerGreeting(
  tx: Tx,
  who: Who,
  showingId: string,
  conversation: ConversationRow,
): Promise<ConversationRow> {
  const showing = await lockShowing(tx, who, showingId);
  if (!showing || showing.answeredAt !== null) return conversation;
  const said = await sayBefore(tx, conversation, who.source, { text: showing.text, greeting: { showingId } });
  const payload = { greetingId: showing.greetingId, showingId, conversationId: conversation.id };
  await record(tx, { kind: 'greeting.answered', payload, ...byVisitor(who) });
  return said;
}

function byVisitor({ customerId, channel, source }: Who) {
  return {
    actor: { kind: 'customer', id: customerId },
    direction: 'indirect',
    source: { name: source },
    customerId,
    channel,
  } as const;
}

async function lockShowing(tx: Tx, { customerIds }: Who, id: string): Promise<Showing | undefined> {
  const { rows } = await sql<Showing>`
    select greeting_id as "greetingId", shown_text as text, opened_at as "openedAt", dismissed_at as "dismissedAt",
      answered_at as "answeredAt"
    from greeting_showings where id = ${id} and customer_id = any(${arrayText([...customerIds])}::uuid[])
    for update`.execute(tx);
  return rows[0];
}
