/** How many are in a segment, how many more than when the day began, and how far looking at everybody has come. */
import { Progress } from '@mantine/core';
import type { Segment } from '../../../contract/segments.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './segments.module.css';

export function Count({ segment: { count, change, progress } }: { segment: Segment }) {
  const t = useText('segments');
  return (
    <div className={classes.count}>
      <span className={classes.number}>{t('count', { count })}</span>
      {progress ? (
        <>
          <Progress
            value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
            aria-label={t('looking')}
          />
          <span className={classes.quiet} role="status">
            {t('lookingAt', progress)}
          </span>
        </>
      ) : (
        change !== 0 && (
          <span className={classes.quiet}>
            {t('change', { count: Math.abs(change), way: change > 0 ? 'up' : 'down' })}
          </span>
        )
      )}
    </div>
  );
}
