/**
 * Reading a date and what is promised from a line of text. The library for dates (chrono-node) comes when somebody first
 * writes something that may be one.
 */
import type { ParsedResult } from 'chrono-node';
import type { Locale } from '../../../contract/ids.ts';
import { addDays } from '../../../contract/times.ts';
import { dayAfterTomorrowIn, durationIn, readable } from './portuguese.ts';
import { afterMinutes, ahead, wallClock } from './wall.ts';

export type Read = { date: string; time: string | null; what: string };
type Parse = (text: string, reference: object, options: { forwardDate: boolean }) => ParsedResult[];
type Found = { date: string; time: string | null; index: number; length: number; isDaySaid: boolean };
type Clock = { now: Date; timeZone: string };

const libraries: Record<Locale, () => Promise<{ casual: { parse: Parse } }>> = {
  en: () => import('chrono-node/en') as Promise<{ casual: { parse: Parse } }>,
  'zh-CN': () => import('chrono-node/zh') as Promise<{ casual: { parse: Parse } }>,
  'pt-BR': () => import('chrono-node/pt') as Promise<{ casual: { parse: Parse } }>,
};

/** In which language a line is: its script, then the reader's, then the others. */
function languagesOf(text: string, locale: Locale): Locale[] {
  if (/\p{Script=Han}/u.test(text)) return ['zh-CN'];
  return locale === 'pt-BR' ? ['pt-BR', 'en'] : ['en', 'pt-BR'];
}

/** The first date that a text says and that is to come; what is left of the text is what is promised. */
export async function readPromise(text: string, locale: Locale, clock: Clock): Promise<Read | undefined> {
  let best: { found: Found; line: string } | undefined;
  for (const language of languagesOf(text, locale)) {
    const isSpoken = language === 'pt-BR' && durationIn(text) === undefined;
    const line = isSpoken ? readable(text) : text;
    const found = await find(line, language, clock);
    // A day with a time is more than either, and a longer reading more than a shorter one.
    if (found && (!best || weight(found) > weight(best.found))) best = { found, line };
  }
  if (!best) return undefined;
  const { date, time, index, length } = best.found;
  return { date, time, what: without(best.line, index, length) };
}

const weight = ({ time, length, isDaySaid }: Found): number =>
  length + (time === null ? 0 : 100) + (isDaySaid ? 100 : 0);

async function find(line: string, language: Locale, clock: Clock): Promise<Found | undefined> {
  const { now, timeZone } = clock;
  if (language === 'pt-BR') {
    const duration = durationIn(line);
    if (duration) return { ...duration, ...afterMinutes(now, duration.minutes, timeZone), isDaySaid: true };
  }
  const wall = wallClock(now, timeZone);
  const { casual } = await libraries[language]();
  // Clocks are the wall's, as if it hung in UTC: zones are reckoned afterwards, where clocks change too.
  const reference = { instant: wall, timezone: 0 };
  const results = casual.parse(line, reference, { forwardDate: true });
  const result = results.find((one) => isMeant(one));
  const later = language === 'pt-BR' ? dayAfterTomorrowIn(line) : undefined;
  if (later) return withDayAfter(line, later, result, wall);
  return result && foundIn(result, clock, wall);
}

/** `depois de amanhã às 15:00`: the library reads tomorrow in it. */
function withDayAfter(
  line: string,
  at: { index: number; length: number },
  result: ParsedResult | undefined,
  wall: Date,
): Found {
  const date = addDays(wall.toISOString().slice(0, 10), 2);
  const rest = /^\s*às (\d\d:\d\d)/u.exec(line.slice(at.index + at.length));
  const time = rest?.[1] ?? (result ? timeOf(result) : null);
  return { date, time, index: at.index, length: at.length + (rest?.[0].length ?? 0), isDaySaid: true };
}

/** A bare number or a span is no date that somebody promised. */
function isMeant(result: ParsedResult): boolean {
  const { start } = result;
  return (
    !/^\d{1,2}$/.test(result.text.trim()) &&
    (['day', 'weekday', 'hour', 'month'] as const).some((part) => start.isCertain(part))
  );
}

function foundIn(result: ParsedResult, { now, timeZone }: Clock, wall: Date): Found {
  const { start, index, text } = result;
  const span = { index, length: text.length };
  const minutes = Math.round((start.date().getTime() - wall.getTime()) / 60_000);
  if (isSpan(text)) return { ...span, ...afterMinutes(now, minutes, timeZone), isDaySaid: true };
  const pad = (value: number | null) => String(value ?? 0).padStart(2, '0');
  const date = `${start.get('year')}-${pad(start.get('month'))}-${pad(start.get('day'))}`;
  const isDaySaid = start.isCertain('day') || start.isCertain('weekday');
  return { ...span, ...ahead({ date, time: timeOf(result) }, wall, isDaySaid), isDaySaid };
}

/** `in 2 hours`, `两小时后`: so long by the clock, and not a time on the wall. */
function isSpan(text: string): boolean {
  return /(hour|minute|\bmins?\b|\bhrs?\b|小时|分钟|钟头)/iu.test(text);
}

/** The hour, where one was said: of mornings and evenings as far as the library knows them. */
function timeOf({ start }: ParsedResult): string | null {
  if (!start.isCertain('hour') && !start.isCertain('meridiem')) return null;
  return [start.get('hour'), start.get('minute')].map((part) => String(part ?? 0).padStart(2, '0')).join(':');
}

/** The text without the date and the little words that led to it. */
function without(line: string, index: number, length: number): string {
  const before = line
    .slice(0, index)
    .replace(/(?:^|\s)(?:on|by|before|until|at|até|na|no|em|antes de)\s*$/iu, ' ');
  const after = line
    .slice(index + length)
    .replace(/^\s*(?:之前|以前|前|[,，、:：–-]|to\s|para\s|que\s)\s*/iu, ' ');
  return `${before}${after}`.replace(/\s+/g, ' ').trim();
}
