/** The important dates that come next, of all customers. */
import { IconCalendarEvent } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dayIn } from '../../../contract/times.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useTimeZone } from '../../lib/zone.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useNow } from '../../ui/now.ts';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { dayWords } from './due.ts';
import { upcomingDatesQuery } from './queries.ts';
import classes from './tasks.module.css';

/** So far ahead. */
const days = 60;

export function UpcomingDates() {
  const t = useText('tasks');
  const customers = useText('customers');
  const locale = useLocale();
  const zone = useTimeZone();
  const today = dayIn(useNow(), zone);
  const { data, error, refetch } = useQuery(upcomingDatesQuery(days));
  if (!data)
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />;
  if (data.length === 0) {
    return <EmptyState icon={IconCalendarEvent} title={t('noDates')} text={t('noDatesText', { days })} />;
  }
  return (
    <ul className={classes.list} aria-label={t('shown.dates')}>
      {data.map(({ id, dateKind, name, on, year, customer }) => (
        <li key={`${id} ${on}`} className={classes.date}>
          <time dateTime={on} className={classes.day}>
            {dayWords(on, today, locale)}
          </time>
          <span className={classes.body}>
            <Link to="/customers/{-$customerId}" params={{ customerId: customer.id }}>
              <bdi>
                {customer.name ?? customers('nameless', { code: customer.id.slice(-4).toUpperCase() })}
              </bdi>
            </Link>
            <span className={classes.meta}>
              {dateKind === 'other' ? <bdi>{name}</bdi> : t(`dateKind.${dateKind}`)}
              {dateKind !== 'other' && name !== null && <bdi>{name}</bdi>}
              {year !== null && Number(on.slice(0, 4)) > year && (
                <span>{t('years', { years: Number(on.slice(0, 4)) - year })}</span>
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
