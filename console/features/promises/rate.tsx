/** The promises-kept rate: the figure, of how many, what it means, and a click to the very rows. */
import { NativeSelect, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useText } from '../../lib/i18n.tsx';
import classes from './promises.module.css';
import { type PromiseFilter, rateQuery } from './queries.ts';

export const periods = [7, 30, 90, 365] as const;

export function Rate(props: {
  days: number;
  member: string | undefined;
  chooseDays: (days: number) => void;
  show: (state: PromiseFilter['state']) => void;
}) {
  const { days, member, show } = props;
  const t = useText('promises');
  const locale = useLocale();
  const { data } = useQuery(rateQuery(days, member));
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <section className={classes.rate} aria-label={t('rate')}>
      <div className={classes.filters}>
        <Title order={2} size="h3">
          {t('rate')}
        </Title>
        <NativeSelect
          size="xs"
          aria-label={t('period')}
          value={String(days)}
          onChange={(event) => props.chooseDays(Number(event.currentTarget.value))}
          data={periods.map((value) => ({ value: String(value), label: t('days', { days: value }) }))}
        />
      </div>
      {data && data.due === 0 && <span>{t('rateNone')}</span>}
      {data && data.due > 0 && (
        <div className={classes.figure}>
          <strong>{percent.format(data.kept / data.due)}</strong>
          <button type="button" onClick={() => show('kept')}>
            {t('rateOf', { kept: data.kept, due: data.due })}
          </button>
          <button type="button" onClick={() => show('broken')}>
            {t('rateBroken', { count: data.broken })}
          </button>
          {data.moved > 0 && (
            <button type="button" onClick={() => show('moved')}>
              {t('rateMoved', { count: data.moved })}
            </button>
          )}
        </div>
      )}
      {data && data.withdrawn > 0 && (
        <div className={classes.figure}>
          <button type="button" onClick={() => show('withdrawn')}>
            {t('rateWithdrawn', { count: data.withdrawn })}
          </button>
        </div>
      )}
      <p className={classes.note}>{t('rateText')}</p>
    </section>
  );
}
