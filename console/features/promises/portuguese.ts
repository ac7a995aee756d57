/** Ways in which Brazilians say times that the library does not read, put into those that it does. */

/** `15h`, `15h30` and `às` before them. */
const hour =
  /(?:(?<!\p{L})(?:às|as|à)\s+)?(?<![\p{L}\d])([01]?\d|2[0-3])\s?h(?:oras?)?(?:\s?([0-5]\d))?(?:min)?(?![\p{L}\d])/giu;
/** `em 2 horas`, `daqui a meia hora`. */
const span = /\b(?:daqui a|em)\s+(\d{1,3}|uma?|meia)\s*(horas?|h|minutos?|min|dias?)\b/iu;

/** The text with times as `às 15:00`; durations and the day after tomorrow are read before. */
export function readable(text: string): string {
  return text
    .replace(hour, (_, hours: string, minutes = '00') => `às ${hours.padStart(2, '0')}:${minutes}`)
    .replace(/(?<!(?:às|as|à) )(?<!\d)(\d{1,2}):([0-5]\d)(?!\d)/giu, 'às $1:$2')
    .replace(/\bmeio[- ]dia\b/giu, 'às 12:00')
    .replace(/(às \d\d:\d\d)[\s]+(?:da|de) (?:manhã|tarde|noite)/giu, '$1');
}

/** How many minutes from now a duration means, and where it stands. */
export function durationIn(text: string): { minutes: number; index: number; length: number } | undefined {
  const found = span.exec(text);
  if (!found) return undefined;
  const [said, amount = '', unit = ''] = found;
  const count = amount === 'meia' ? 0.5 : /^um/i.test(amount) ? 1 : Number(amount);
  const unitMinutes = /^h/i.test(unit) ? 60 : /^m/i.test(unit) ? 1 : 1_440;
  return { minutes: count * unitMinutes, index: found.index, length: said.length };
}

const dayAfter = /(?<!\p{L})depois de amanhã(?!\p{L})/iu;

/** Where the day after tomorrow is said. */
export function dayAfterTomorrowIn(text: string): { index: number; length: number } | undefined {
  const found = dayAfter.exec(text);
  return found ? { index: found.index, length: found[0].length } : undefined;
}
