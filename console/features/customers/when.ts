/** When something happened, in a form: a local time to the minute. */

/** A time as `<input type="datetime-local">` wants it. */
export function localTime(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What to send: nothing while it still says what it said in the beginning, which means now. */
export function occurredAtOf(when: string, initial: string): { occurredAt?: string } {
  if (when === initial || when === '') return {};
  return { occurredAt: new Date(when).toISOString() };
}

/** Whether a time lies ahead; nothing is written down before it happened. */
export function isAhead(when: string, now: Date): boolean {
  return when !== '' && new Date(when).getTime() > now.getTime();
}
