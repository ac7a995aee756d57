/** What a timeline says of what members decided about a conversation. */
import type { Entry, Payload } from '../../../contract/entries.ts';
import { isolated } from '../../lib/bidi.ts';

/** What differs from the plain sentence of the kind; nothing for entries about anything else. */
export function triageSentence(
  entry: Entry,
  memberName: (id: string | null) => string,
): { key?: string; values?: Record<string, string | number>; body?: string } {
  switch (entry.kind) {
    case 'conversation.assigned':
      return assignedSentence(entry.payload, memberName);
    case 'customer.blocked':
      return { values: { blocked: entry.payload.blocked ? 'yes' : 'no' } };
    case 'conversation.closed': {
      const { reasonName } = entry.payload;
      if (reasonName === undefined) return {};
      return { key: 'conversation.closedFor', values: { reason: isolated(reasonName) } };
    }
    case 'conversation.snoozed':
      return { values: { until: entry.payload.until === null ? 'reply' : 'time' } };
    case 'conversation.prioritised':
      return { values: { priority: entry.payload.priority } };
    case 'conversation.tagged':
    case 'conversation.untagged':
      return { values: { name: isolated(entry.payload.name) } };
    case 'conversation.described':
      return { values: describedValues(entry.payload) };
    case 'checklist.added':
    case 'checklist.removed':
      return { body: entry.payload.name };
    case 'checklist.item_ticked':
    case 'checklist.item_unticked':
      return { body: entry.payload.text };
    case 'conversation.split':
      return { values: { count: entry.payload.messageIds.length } };
    case 'conversation.mailed': {
      const { to, comment } = entry.payload;
      return { values: { names: to.map(isolated).join(', ') }, ...(comment === '' ? {} : { body: comment }) };
    }
    case 'conversation.mail_failed':
      return { values: { name: isolated(entry.payload.to) }, body: entry.payload.reason };
    default:
      return {};
  }
}

function describedValues({ attributes, names }: Payload<'conversation.described'>): Record<string, string> {
  const told = Object.entries(attributes).map(
    ([key, value]) => `${isolated(names[key] ?? key)}: ${isolated(shownValue(value))}`,
  );
  // Of somebody who was erased nothing is left.
  return { has: told.length > 0 ? 'yes' : 'no', what: told.join(', ') };
}

/** A value in any language. */
function shownValue(value: Payload<'conversation.described'>['attributes'][string]): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function assignedSentence(
  { memberId, teamId, teamName = '' }: Payload<'conversation.assigned'>,
  memberName: (id: string | null) => string,
): { key?: string; values?: Record<string, string> } {
  const name = memberId === null ? '' : isolated(memberName(memberId));
  const team = isolated(teamName);
  if (teamId === null) return { key: 'conversation.unteamed' };
  if (teamId === undefined)
    return memberId === null ? { key: 'conversation.unassigned' } : { values: { name } };
  return memberId === null
    ? { key: 'conversation.teamed', values: { team } }
    : { key: 'conversation.teamedWith', values: { name, team } };
}
