/** Until when a request must be answered, by law. */
import type { PrivacyLaw } from '../../contract/privacy-entries.ts';

const lgpdDays = 15;
const piplWorkingDays = 15;
const dayMilliseconds = 86_400_000;

/**
 * The end of the period that begins when the request is received: a month (GDPR, article 12), 15 days (LGPD, article 19),
 * or 15 working days, which is what China's rules on requests come to. National holidays are not known here.
 */
export function deadlineOf(law: PrivacyLaw, receivedAt: Date): Date {
  switch (law) {
    case 'gdpr':
      return inAMonth(receivedAt);
    case 'lgpd':
      return new Date(receivedAt.getTime() + lgpdDays * dayMilliseconds);
    case 'pipl':
      return afterWorkingDays(receivedAt, piplWorkingDays);
  }
}

/** The same day of the next month, or its last one. */
function inAMonth(from: Date): Date {
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 2, 0)).getUTCDate();
  const next = new Date(from);
  next.setUTCMonth(from.getUTCMonth() + 1, Math.min(from.getUTCDate(), last));
  return next;
}

function afterWorkingDays(from: Date, days: number): Date {
  const next = new Date(from);
  for (let left = days; left > 0; ) {
    next.setUTCDate(next.getUTCDate() + 1);
    if (next.getUTCDay() !== 0 && next.getUTCDay() !== 6) left -= 1;
  }
  return next;
}
