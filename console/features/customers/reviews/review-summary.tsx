/** What the reviews below come to: how many, their mean, and by stars; each bar narrows the list to what it counts. */
import { Text, Tooltip } from '@mantine/core';
import type { ReviewSummary } from '../../../../contract/orders.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import classes from './reviews.module.css';

export function Summary(props: { summary: ReviewSummary; stars: string; choose: (stars: string) => void }) {
  const { summary, stars: chosen } = props;
  const t = useText('reviews');
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const most = Math.max(1, ...summary.stars.map(({ count }) => count));
  return (
    <section className={classes.summary} aria-label={t('summary')}>
      <div className={classes.mean}>
        <Tooltip label={t('meanText')} multiline maw="20rem">
          <span className={classes.figure}>{summary.mean === null ? '–' : number.format(summary.mean)}</span>
        </Tooltip>
        <Text size="sm">{t('count', { count: summary.count })}</Text>
        <Text size="xs" c="dimmed">
          {t('scored', { count: summary.scored })}
        </Text>
      </div>
      <ul className={classes.bars}>
        {summary.stars.map(({ stars, count }) => {
          const isChosen = chosen === String(stars);
          return (
            <li key={stars}>
              <button
                type="button"
                className={classes.bar}
                aria-pressed={isChosen}
                onClick={() => props.choose(isChosen ? '' : String(stars))}
              >
                <span>{t('stars', { count: stars })}</span>
                <span className={classes.track} aria-hidden>
                  <span style={{ inlineSize: `${(count / most) * 100}%` }} />
                </span>
                <span className={classes.number}>{new Intl.NumberFormat(locale).format(count)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
