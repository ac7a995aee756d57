/** A moment as people say it, the whole date on hover. */
import { useLocale } from '../lib/i18n.tsx';
import { clockTime, fullTime, relativeTime } from '../lib/time.ts';
import { useNow } from './now.ts';

/** `value` is a time of the API. `relative` keeps itself current; `clock` is the hour and minute. */
export function Time(props: { value: string; as?: 'relative' | 'clock'; className?: string | undefined }) {
  const locale = useLocale();
  const then = new Date(props.value);
  const now = useNow();
  return (
    <time className={props.className} dateTime={props.value} title={fullTime(then, locale)}>
      {props.as === 'clock' ? clockTime(then, locale) : relativeTime(then, now, locale)}
    </time>
  );
}
