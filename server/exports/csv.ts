/** A conversation as a line of a table. */
import type { AttributeDefinition } from '../../contract/attributes.ts';
import type { Conversation } from '../../contract/conversations.ts';
import { waitsSince } from '../../contract/views.ts';
import { csvLine } from '../platform/csv/index.ts';
import type { Names } from './names.ts';

const times = ['opened', 'last message at', 'waiting since', 'snoozed until', 'closed'];
const columns = [
  'id',
  'customer',
  'subject',
  'status',
  'assignee',
  'team',
  'inbox',
  'channel',
  'tags',
  'priority',
  'messages of the customer',
  'unread',
  'reason',
];

/** Attributes of conversations, each with its column. */
export type Attributes = readonly Pick<AttributeDefinition, 'key' | 'name'>[];

/** The names of the columns; those of times name the time zone. */
export function header(timeZone: string, attributes: Attributes): string {
  const named = attributes.map(({ name }) => name);
  return csvLine([...columns, ...times.map((name) => `${name} (${timeZone})`), ...named]);
}

export function lineOf(
  conversation: Conversation,
  names: Names,
  { timeZone, attributes }: { timeZone: string; attributes: Attributes },
): string {
  const { id, customer, subject, status, spam, assigneeId, teamId, inboxId, channel, tagIds } = conversation;
  const { priority, inboundCount, readCount, openedAt, lastMessage, snoozedUntil, closedAt, reasonId } =
    conversation;
  const name = (of: string | null) => (of === null ? '' : (names.get(of) ?? of));
  const time = (at: string | null | undefined) => (at ? isoIn(at, timeZone) : '');
  return csvLine([
    id,
    customer.name ?? '',
    subject ?? '',
    spam ? 'spam' : status,
    name(assigneeId),
    name(teamId),
    name(inboxId),
    channel,
    tagIds.map(name).join(', '),
    priority,
    String(inboundCount),
    String(Math.max(0, inboundCount - readCount)),
    name(reasonId),
    time(openedAt),
    time(lastMessage?.occurredAt),
    time(waitsSince(conversation)),
    time(snoozedUntil),
    time(closedAt),
    ...attributes.map(({ key }) => wordsOf(conversation.attributes[key])),
  ]);
}

/** A value in words; of a list, all with commas between them. */
function wordsOf(value: Conversation['attributes'][string] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

/** A moment as the clock of a time zone shows it, with how far that is from UTC: ISO 8601, to the second. */
export function isoIn(at: string, timeZone: string): string {
  const moment = new Date(at);
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`;
}
