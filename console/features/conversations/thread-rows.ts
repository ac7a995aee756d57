/** A conversation as rows to draw: messages in telling order, days between them, and where the unread ones begin. */
import type { Conversation, Message } from '../../../contract/conversations.ts';
import type { Outgoing } from './outbox.ts';

/** Messages of one author within this time stand together under one name. */
const togetherMsMax = 5 * 60_000;

export type ThreadRow =
  | { type: 'day'; key: string; at: string }
  | { type: 'unread'; key: string }
  | { type: 'message'; key: string; message: Message; isFirst: boolean }
  | { type: 'outgoing'; key: string; item: Outgoing; isFirst: boolean };

type Told = { author: string; note: boolean; at: string };

/** `firstUnread` is the message above which the line of unread ones stands. */
export function threadRows(
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  options: { memberId: string; firstUnread: string | undefined },
): ThreadRow[] {
  const rows: ThreadRow[] = [];
  let before: Told | undefined;
  const begin = (told: Told, isUnread: boolean): boolean => {
    const isNewDay = !before || dayOf(before.at) !== dayOf(told.at);
    if (isNewDay) rows.push({ type: 'day', key: `day ${dayOf(told.at)}`, at: told.at });
    if (isUnread) rows.push({ type: 'unread', key: 'unread' });
    const isFirst = isNewDay || isUnread || !before || !areTogether(before, told);
    before = told;
    return isFirst;
  };
  for (const message of messages) {
    const author = message.author.id ?? message.author.kind;
    const told = { author, note: message.note, at: message.occurredAt };
    const isFirst = begin(told, message.id === options.firstUnread);
    rows.push({ type: 'message', key: message.id, message, isFirst });
  }
  for (const item of outgoing) {
    const isFirst = begin({ author: options.memberId, note: item.note, at: item.writtenAt }, false);
    rows.push({ type: 'outgoing', key: item.key, item, isFirst });
  }
  return rows;
}

/** The oldest of the customer's messages that this member has not read, as far as they are loaded. */
export function firstUnreadOf(
  messages: readonly Message[],
  { inboundCount, readCount }: Pick<Conversation, 'inboundCount' | 'readCount'>,
): string | undefined {
  let left = inboundCount - readCount;
  if (left <= 0) return undefined;
  let first: string | undefined;
  for (const message of messages.toReversed()) {
    if (message.state !== 'received') continue;
    first = message.id;
    left -= 1;
    if (left === 0) break;
  }
  return first;
}

function areTogether(before: Told, told: Told): boolean {
  const apart = Date.parse(told.at) - Date.parse(before.at);
  return before.author === told.author && before.note === told.note && apart <= togetherMsMax;
}

/** The reader's calendar day. */
function dayOf(time: string): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
