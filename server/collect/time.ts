/** When a call happened, by clocks that may be wrong. */

/** Earlier ones are unset clocks, zeros and typing errors. */
const earliest = Date.parse('1990-01-01T00:00:00Z');
/** How far ahead a clock may be whose deviation is not known. */
const aheadMillisecondsMax = 60_000;

/**
 * The moment of a call, as the server's clock would have told it: the sender's clock is read twice, when it happened and
 * when it was sent, and only the difference counts. `isImpossible`: what was sent makes no sense, so it is the moment of
 * arrival.
 */
export function occurredAt(
  sent: { timestamp: unknown; sentAt: unknown },
  receivedAt: number,
): { at: string; isImpossible: boolean } {
  const arrived = { at: rfc3339(receivedAt) };
  if (sent.timestamp === undefined || sent.timestamp === null) return { ...arrived, isImpossible: false };
  const happened = momentOf(sent.timestamp);
  const leaving = momentOf(sent.sentAt);
  if (happened === undefined) return { ...arrived, isImpossible: true };
  const at = leaving === undefined ? happened : happened + (receivedAt - leaving);
  if (at < earliest || at > receivedAt + aheadMillisecondsMax) return { ...arrived, isImpossible: true };
  return { at: rfc3339(Math.min(at, receivedAt)), isImpossible: false };
}

/** Milliseconds since 1970 of an ISO time, or of a number of milliseconds; undefined for anything else. */
function momentOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  // `Date` reads much more than ISO times, and reads it by the server's own time zone.
  if (typeof value === 'string' && !/^\d{4}-\d\d-\d\dT[\d:.,]+(Z|[+-]\d\d:?\d\d)$/i.test(value))
    return undefined;
  const moment = new Date(value).getTime();
  return Number.isNaN(moment) ? undefined : moment;
}

function rfc3339(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, -1)}000Z`;
}
