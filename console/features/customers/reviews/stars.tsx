/** A score as it was given, and as stars: a number for everybody, a picture beside it. */
import { IconStarFilled } from '@tabler/icons-react';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import classes from './reviews.module.css';

const starsMax = 5;

export function Stars({ score, scale }: { score: number; scale: number }) {
  const t = useText('reviews');
  const number = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 2 });
  const filled = Math.max(1, Math.min(starsMax, Math.round((score / scale) * starsMax)));
  const text = t('score', { score: number.format(score), scale: number.format(scale) });
  return (
    <span className={classes.stars}>
      {Array.from({ length: starsMax }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five stars, always in this order.
        <IconStarFilled key={place} size={14} data-filled={place < filled || undefined} aria-hidden />
      ))}
      <span className={classes.score}>{text}</span>
    </span>
  );
}
