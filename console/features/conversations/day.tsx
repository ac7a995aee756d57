/** Where a new day begins. */
import { useLocale } from '../../lib/i18n.tsx';
import { dayName } from '../../lib/time.ts';
import { useNow } from '../../ui/now.ts';
import classes from './thread.module.css';

export function Day({ at }: { at: string }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <li className={classes.day}>
      <span>{dayName(new Date(at), now, locale)}</span>
    </li>
  );
}
