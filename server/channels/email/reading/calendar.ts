/** Invitations, changes and cancellations of meetings that a mail carries. */
import { convertIcsCalendar, type IcsCalendar, type IcsDateObject, type IcsEvent } from 'ts-ics';
import type { CalendarNotice } from '../mail.ts';
import { decodeBytes } from './charset.ts';
import { cleanLine, cleanText } from './clean.ts';
import type { MimePart } from './mime-parts.ts';
import type { Odd } from './oddities.ts';

const partsMax = 10;
const bytesMax = 262_144;
const noticesMax = 20;
const summaryCharsMax = 500;
const methods = ['request', 'reply', 'cancel', 'publish'] as const;

/** What they tell, in their order. One that cannot be read is among the files still. */
export function calendarOf(files: MimePart[], odd: Odd): CalendarNotice[] {
  const parts = files.filter(({ type }) => type === 'text/calendar' || type === 'application/ics');
  const told = new Set<string>();
  return (
    parts
      .slice(0, partsMax)
      .flatMap((part) => noticesIn(part, odd))
      // Many programs send the same invitation as a part and as a file.
      .filter((notice) => {
        const key = JSON.stringify(notice);
        if (told.has(key)) return false;
        told.add(key);
        return true;
      })
      .slice(0, noticesMax)
  );
}

function noticesIn(part: MimePart, odd: Odd): CalendarNotice[] {
  if (part.bytes.length > bytesMax) {
    odd('calendar too large');
    return [];
  }
  try {
    const calendar = convertIcsCalendar(
      undefined,
      cleanText(decodeBytes(part.bytes, part.charset ?? 'utf-8', odd)),
    );
    return (calendar.events ?? []).map((event) => noticeOf(calendar, event, odd));
  } catch {
    odd('calendar that cannot be read');
    return [];
  }
}

function noticeOf(calendar: IcsCalendar, event: IcsEvent, odd: Odd): CalendarNotice {
  const method = methods.find((one) => one === calendar.method?.toLowerCase()) ?? 'publish';
  const zones = new Set((calendar.timezones ?? []).map(({ id }) => id));
  const startsAt = timeOf(event.start, zones, odd);
  const address = event.organizer?.email?.trim().toLowerCase() ?? '';
  return {
    method,
    summary: cleanLine(event.summary ?? '', summaryCharsMax),
    startsAt,
    endsAt: timeOf(event.end, zones, odd) ?? endOf(startsAt, event.duration),
    allDay: event.start?.type === 'DATE',
    location: cleanLine(event.location ?? '', summaryCharsMax),
    organizer: /^[^\s@]+@[^\s@]+$/.test(address)
      ? { name: cleanLine(event.organizer?.name ?? '', summaryCharsMax), address }
      : null,
  };
}

function timeOf(at: IcsDateObject | null | undefined, zones: ReadonlySet<string>, odd: Odd): string | null {
  if (!at || Number.isNaN(at.date.getTime())) return null;
  const zone = at.local?.timezone;
  if (zone === undefined || zones.has(zone) || isKnownZone(zone)) return at.date.toISOString();
  odd(`time zone ${zone}`);
  return null;
}

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const seconds = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;

function endOf(startsAt: string | null, duration: IcsEvent['duration']): string | null {
  if (startsAt === null || !duration) return null;
  let total = 0;
  for (const unit of ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const)
    total += (duration[unit] ?? 0) * seconds[unit];
  const end = new Date(Date.parse(startsAt) + total * 1_000);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}
