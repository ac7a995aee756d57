/** What the hours mean right now, in words, also while they are being written. */
import { Text } from '@mantine/core';
import type { Hours } from '../../../contract/opening.ts';
import { dayIn } from '../../../contract/times.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useNow } from '../../ui/now.ts';
import { openingOf } from './draft.ts';
import classes from './hours.module.css';
import { clockWords, openingWords } from './words.ts';

export function OpeningLine({ draft }: { draft: Hours }) {
  const t = useText('hours');
  const locale = useLocale();
  const now = useNow();
  const opening = openingOf(draft, now);
  const holiday = draft.holidays.find(({ date }) => date === dayIn(now, draft.timeZone));
  if (!opening) return null;
  const { key, values } = openingWords(opening, now, draft.timeZone, locale);
  return (
    <div className={classes.opening} role="status">
      <span className={classes.sign} data-open={opening.isOpen} aria-hidden />
      <div>
        <Text fw={500}>{t(key, values)}</Text>
        <Text size="xs" c="dimmed">
          {holiday && `${t('holidayToday', { name: holiday.name })} · `}
          {t('clock', { time: clockWords(now, draft.timeZone, locale), zone: draft.timeZone })}
        </Text>
      </div>
    </div>
  );
}
