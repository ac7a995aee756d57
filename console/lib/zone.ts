/** On which calendar and clock the reader lives. */
import { useMe } from './session.ts';

/** The time zone of this device. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The member's own time zone, else that of this device. */
export function useTimeZone(): string {
  return useMe().member.timeZone ?? deviceZone();
}

/** Every time zone that this browser knows, the chosen one too. */
export function timeZones(chosen: string | null): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return chosen === null || known.includes(chosen) ? known : [chosen, ...known];
}
