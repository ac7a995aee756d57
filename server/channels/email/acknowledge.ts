/** A word that a mail has come: to who is proven to have written, once a day, and never to a program. */
import { sql } from 'kysely';
import type { EmailSettings } from '../../../contract/email.ts';
import { lockConversation, sayBefore } from '../../conversations/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { EmailDeps } from './deps.ts';
import type { StoredMail } from './store.ts';

const restHours = 24;

/** Says so in the conversation, from where it goes out as every reply does; nothing where it was said lately. */
export async function acknowledge(
  { tx, deps, stored }: { tx: Tx; deps: EmailDeps; stored: StoredMail },
  said: {
    customerId: string;
    conversationId: string;
    settings: NonNullable<EmailSettings['acknowledgement']>;
  },
): Promise<void> {
  const now = deps.now();
  const since = new Date(now.getTime() - restHours * 3_600_000).toISOString();
  const { numAffectedRows } = await sql`
    insert into mail_acknowledgements as a (inbox_id, customer_id, sent_at)
    values (${stored.inboxId}, ${said.customerId}, ${now.toISOString()})
    on conflict (workspace_id, inbox_id, customer_id) do update set sent_at = excluded.sent_at
    where a.sent_at <= ${since}::timestamptz`.execute(tx);
  if (numAffectedRows !== 1n) return;
  await sayBefore(tx, await lockConversation(tx, said.conversationId), 'mail-acknowledgement', {
    text: said.settings.text,
  });
}
