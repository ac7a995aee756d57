/** What to expect, in words: how long an answer takes, or when there is somebody again, on the visitor's clock. */
import type { Locale } from '../../contract/ids.ts';
import type { InboxFace } from '../../contract/inboxes.ts';
import type { Words } from './locales/words.ts';

/** Empty where there is nothing to say. */
export function expectationOf(
  { waitMinutes, opensAt }: Pick<InboxFace, 'waitMinutes' | 'opensAt'>,
  locale: Locale,
  say: Pick<Words, 'wait' | 'back'>,
): string {
  if (opensAt !== undefined) {
    const date = { weekday: 'long', day: 'numeric', month: 'short' } as const;
    const time = { hour: 'numeric', minute: '2-digit' } as const;
    return say.back(new Intl.DateTimeFormat(locale, { ...date, ...time }).format(new Date(opensAt)));
  }
  if (waitMinutes === undefined) return '';
  const isHours = waitMinutes >= 60;
  const unit = isHours ? 'hour' : 'minute';
  const count = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return say.wait(count.format(isHours ? Math.ceil(waitMinutes / 60) : waitMinutes));
}
