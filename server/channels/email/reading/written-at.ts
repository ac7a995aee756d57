/** When a mail says that it was written (RFC 5322, with the older forms); what is no date, or an absurd one, is none. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};
const fieldCharsMax = 200;
const yearMin = 1980;
const yearMax = 2100;
const date =
  /^(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,6}\.?,?[\s-]+(\d{2,4})\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d{1,9})?)?\s*([+-]\d{4}|[+-]\d{2}:\d{2}|[a-z]{1,5})?/i;

/** RFC 3339 in UTC, or null. */
export function writtenAtOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const match = date.exec(withoutComments(value.slice(0, fieldCharsMax)).replace(/\s+/g, ' ').trim());
  if (!match) return null;
  const [, day, month = '', year, hour, minute, second = '0', zone = ''] = match;
  const monthAt = months.indexOf(month.toLowerCase());
  const fullYear = wholeYear(Number(year), String(year).length);
  if (monthAt < 0 || fullYear < yearMin || fullYear > yearMax) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const local = Date.UTC(
    fullYear,
    monthAt,
    Number(day),
    Number(hour),
    Number(minute),
    Math.min(Number(second), 59),
  );
  if (new Date(local).getUTCDate() !== Number(day)) return null;
  return new Date(local - offsetOf(zone) * 60_000).toISOString();
}

function wholeYear(year: number, digits: number): number {
  if (digits === 4) return year;
  if (digits === 3) return 1900 + year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function offsetOf(zone: string): number {
  const named = zones[zone.toLowerCase()];
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return named ?? 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  // No place on earth is farther from UTC than fourteen hours.
  if (minutes > 14 * 60) return 0;
  return match[1] === '-' ? -minutes : minutes;
}

function withoutComments(text: string): string {
  let depth = 0;
  let plain = '';
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) plain += character;
  }
  return plain;
}
