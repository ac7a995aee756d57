/** What a notification says, before it is put into words. */
import type { Notification } from '../../contract/notifications.ts';
import type { Said } from './locales/words.ts';

/** Who did it and whom it is about. */
export function saidOf(
  { kind, actor, conversation, reminder }: Notification,
  memberNames: ReadonlyMap<string, string>,
): Said {
  const customer = conversation?.customer ?? reminder?.customer;
  const who = actor.kind === 'customer' ? customer?.name : memberNames.get(actor.id ?? '');
  return { kind, who: who ?? null, whom: customer?.name ?? null };
}

/** Where it happened, as an address of the console. */
export function pathOf({ conversation, kind }: Pick<Notification, 'conversation' | 'kind'>): string {
  if (conversation) return `/conversations/${conversation.id}`;
  return kind === 'reminder' ? '/tasks' : '/notifications';
}
