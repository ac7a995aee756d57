/** What a cell's text means. Each answers undefined for what it is not. */

const dayPattern = /^(\d{4})-(\d\d?)-(\d\d?)$/;
const timePattern =
  /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const epochPattern = /^\d{9,10}$|^\d{12,13}$/;
const secondsDigitsMax = 10;

/**
 * A time in UTC with six decimals: ISO 8601 and its usual loose forms, or seconds or milliseconds since 1970. Without a
 * zone it is UTC. Dates in which the year comes last mean two things: `dates.ts` reads them.
 */
export function timeOf(text: string): string | undefined {
  if (epochPattern.test(text)) {
    const milliseconds = Number(text) * (text.length <= secondsDigitsMax ? 1_000 : 1);
    return new Date(milliseconds).toISOString().replace('Z', '000Z');
  }
  const match = timePattern.exec(text);
  if (!match) return undefined;
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '0',
    minute = '00',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = match;
  const pad = (part: string) => part.padStart(2, '0');
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (!isDay(date)) return undefined;
  const at = new Date(`${date}T${pad(hour)}:${minute}:${second}${zoneOf(zone)}`);
  if (Number.isNaN(at.getTime())) return undefined;
  return at.toISOString().replace('.000Z', `.${fraction.slice(0, 6).padEnd(6, '0')}Z`);
}

function zoneOf(zone: string): string {
  if (!/^[+-]/.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/** Whether there is such a day: `Date` would make March of February 30th. */
function isDay(text: string): boolean {
  const [, year, month, day] = dayPattern.exec(text) ?? [];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) >= 1 && at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
}

/** A number written with a point or a comma before the decimals, and groups of three. */
export function numberOf(text: string): number | undefined {
  const plain = plainNumber(text.replaceAll(/[\s'’\u00a0\u202f]/g, ''));
  if (plain === undefined) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

function plainNumber(text: string): string | undefined {
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return text;
  if (/^[+-]?\d+,\d+$/.test(text) && !/^[+-]?\d{1,3},\d{3}$/.test(text)) return text.replace(',', '.');
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  if (/^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  return undefined;
}

/** An amount in the currency's smallest unit, by its digits: 19.99 must not become 1998. */
export function minorUnitsOf(text: string, currency: string): number | undefined {
  const stripped = text.replaceAll(/^[^\d+-]*(?=[+-]?\d)|[^\d]*$/g, '').replaceAll(/[\s'’\u00a0\u202f]/g, '');
  const plain = plainNumber(stripped);
  if (plain === undefined || /e/i.test(plain)) return undefined;
  const decimals = decimalsOf(currency);
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const units = Number(`${sign}${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
  return Number.isSafeInteger(units) ? units : undefined;
}

function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** A language by its tag: `pt-BR`, `zh`. */
export function languageOf(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
