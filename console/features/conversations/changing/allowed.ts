/** What may be done to a message: as the server decides it, so that nothing is offered that is refused. */
import type { Message } from '../../../../contract/conversations.ts';
import type { Inbox } from '../../../../contract/inboxes.ts';
import { replyEditHoursMax } from '../../../../contract/message-limits.ts';

type Who = {
  memberId: string;
  mayWrite: boolean;
  mayManage: boolean;
  can: Pick<Inbox['can'], 'edits' | 'deletes'> | undefined;
};

export function mayEdit(message: Message, { memberId, mayWrite, can }: Who, now: number): boolean {
  if (!mayWrite || !isThere(message) || message.author.id !== memberId) return false;
  if (message.note) return true;
  const isFresh = now - Date.parse(message.occurredAt) < replyEditHoursMax * 3_600_000;
  return isFresh && can?.edits === 'shown';
}

export function mayDelete(message: Message, { memberId, mayWrite, mayManage, can }: Who): boolean {
  if (!mayWrite || !isThere(message)) return false;
  const isOurs = message.author.id === memberId || mayManage;
  return isOurs && (message.note || can?.deletes === true);
}

/** A message of the team that has not been deleted, nor erased. */
function isThere(message: Message): boolean {
  return message.state !== 'received' && hasContent(message);
}

/** Anybody's message that has not been deleted, nor erased. */
export function hasContent({ text, attachments, changed }: Message): boolean {
  return (changed?.deletedAt ?? null) === null && (text !== '' || attachments !== undefined);
}
