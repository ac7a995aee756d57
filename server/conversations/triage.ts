/** Deciding what a conversation is about, how urgent it is and when to come back to it. */
import type { Priority } from '../../contract/conversation-entries.ts';
import { type Conversation, snoozeDaysMax, tagsOnConversationMax } from '../../contract/conversations.ts';
import { Problem } from '../../contract/errors.ts';
import { micros } from '../../contract/times.ts';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { change } from './conversation.ts';
import { readTag } from './tags.ts';

const dayMilliseconds = 86_400_000;

type Who = { by: By; memberId: string };

/** Puts a conversation out of the way until a time, or until the customer writes. @throws Problem for a time that is over. */
export async function snoozeConversation(
  tx: Tx,
  { by, memberId }: Who,
  now: Date,
  id: string,
  until: string | null,
): Promise<Conversation> {
  const at = until === null ? null : new Date(until);
  if (at !== null && at <= now) {
    throw new Problem('invalid-input', 'This time is over. Choose one that is still to come.', {
      errors: [{ path: 'body.until', message: 'Choose a time that is still to come.' }],
    });
  }
  if (at !== null && at.getTime() - now.getTime() > snoozeDaysMax * dayMilliseconds) {
    throw new Problem('invalid-input', 'Choose a time within the next five years.', {
      errors: [{ path: 'body.until', message: 'Choose a time within the next five years.' }],
    });
  }
  const wakes = at && micros(at);
  return change(tx, by, memberId, id, (conversation) => {
    if (conversation.spam)
      throw new Problem('conflict', 'This conversation is spam. Reopen it before you snooze it.');
    return conversation.status === 'snoozed' && conversation.snoozedUntil === wakes
      ? undefined
      : { kind: 'conversation.snoozed', payload: { until: wakes } };
  });
}

/** Says how urgent a conversation is. */
export async function prioritiseConversation(
  tx: Tx,
  { by, memberId }: Who,
  id: string,
  priority: Priority,
): Promise<Conversation> {
  return change(tx, by, memberId, id, (conversation) =>
    conversation.priority === priority
      ? undefined
      : { kind: 'conversation.prioritised', payload: { priority } },
  );
}

/** Closes a conversation as spam. */
export async function markSpam(tx: Tx, { by, memberId }: Who, id: string): Promise<Conversation> {
  return change(tx, by, memberId, id, ({ spam }) =>
    spam ? undefined : { kind: 'conversation.spam_marked', payload: {} },
  );
}

/** Puts a tag on a conversation. @throws Problem `not-found`, `conflict` for one that is archived or one too many. */
export async function tagConversation(
  tx: Tx,
  { by, memberId }: Who,
  id: string,
  tagId: string,
): Promise<Conversation> {
  const tag = await readTag(tx, tagId);
  return change(tx, by, memberId, id, ({ tagIds }) => {
    if (tagIds.includes(tagId)) return undefined;
    if (tag.archived) throw new Problem('conflict', 'This tag is archived. Choose one that is in use.');
    if (tagIds.length >= tagsOnConversationMax) {
      throw new Problem('conflict', `A conversation carries at most ${tagsOnConversationMax} tags.`);
    }
    return { kind: 'conversation.tagged', payload: { tagId, name: tag.name } };
  });
}

/** Takes a tag off a conversation. */
export async function untagConversation(
  tx: Tx,
  { by, memberId }: Who,
  id: string,
  tagId: string,
): Promise<Conversation> {
  const tag = await readTag(tx, tagId);
  return change(tx, by, memberId, id, ({ tagIds }) =>
    tagIds.includes(tagId)
      ? { kind: 'conversation.untagged', payload: { tagId, name: tag.name } }
      : undefined,
  );
}
