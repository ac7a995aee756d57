/** What entries about teams, business hours and availability say. */
import type { Entry, Payload } from '../../../contract/entries.ts';

type Names = { member(id: string | null): string };

/** The values of the sentence; kinds about something else: `undefined`. */
export function teamParts(
  { kind, payload }: Entry,
  names: Names,
): Record<string, string | number> | undefined {
  switch (kind) {
    case 'team.created':
      return { name: payload.name };
    case 'team.changed':
      return {
        name: payload.from,
        to: payload.name ?? payload.from,
        what: whatOf(payload),
        ...routingOf(payload),
      };
    case 'team.joined':
    case 'team.left':
      return { name: payload.name, member: names.member(payload.memberId) };
    case 'team.capacity_set':
      return { name: payload.name, member: names.member(payload.memberId), capacity: payload.capacity };
    case 'hours.changed':
      return {
        name: payload.name ?? '',
        isTeam: String(payload.teamId !== null),
        isSet: String(payload.hours !== null),
      };
    case 'silence.changed':
      return {
        name: payload.name ?? '',
        isInbox: String(payload.inboxId !== null),
        isSet: String(payload.rule !== null),
      };
    case 'availability.set':
      return {
        name: names.member(payload.memberId),
        choice: payload.choice === 'handing-over' ? 'other' : payload.choice,
        open: payload.handedOver?.open ?? 0,
      };
    default:
      return undefined;
  }
}

function whatOf({ archived, name, routing }: Payload<'team.changed'>): string {
  if (archived !== undefined) return archived ? 'archived' : 'restored';
  return routing !== undefined && name === undefined ? 'routed' : 'renamed';
}

/** A selector has no hyphens. */
function routingOf({ routing = 'by-hand' }: Payload<'team.changed'>): { routing: string } {
  return { routing: { 'round-robin': 'inTurn', 'least-loaded': 'fewest' }[routing] ?? 'byHand' };
}
