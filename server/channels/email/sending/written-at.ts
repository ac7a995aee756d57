/** When a mail was written, as a line of a quote says it: everybody reads it, whatever their language. */

/** The time in UTC to the minute: `2026-11-24 09:30 UTC`. */
export function writtenAt(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
