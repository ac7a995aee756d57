/** How cells are read that may mean several things: dates with the year last, phone numbers without a country code. */
import { NativeSelect } from '@mantine/core';
import type { DayOrder, ImportJob, ImportMap } from '../../../contract/imports.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { withCountry, withOrder } from './mapping.ts';
import type { First } from './queries.ts';

type Props = { job: ImportJob; first: First; change: (map: ImportMap) => void };

/** What comes first in a column's dates. It stands where the file has such dates, and asks where no value of it proves one. */
export function DateOrder({ job, first, column, change }: Props & { column: string }) {
  const t = useText('imports');
  const isTime = fieldsOf(first, 'time').some((name) => job.map.fields[name] === column);
  const proved = first.dates[column];
  if (!isTime || proved === undefined) return null;
  const chosen = job.map.dates?.[column];
  return (
    <NativeSelect
      size="xs"
      mt={4}
      aria-label={`${column}: ${t('dates')}`}
      value={chosen ?? ''}
      error={chosen === undefined && t('dates.unclear')}
      description={chosen !== undefined && chosen === proved && t('dates.proved')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={({ currentTarget: { value } }) =>
        change(withOrder(job.map, column, value === '' ? undefined : (value as DayOrder)))
      }
      data={[
        { value: '', label: t('dates.choose') },
        { value: 'day-first', label: t('dates.day-first') },
        { value: 'month-first', label: t('dates.month-first') },
      ]}
    />
  );
}

/** Of which country phone numbers are that do not say it. */
export function Country({ job, first, change }: Props) {
  const t = useText('imports');
  const names = new Intl.DisplayNames(useLocale(), { type: 'region' });
  if (!fieldsOf(first, 'phone').some((name) => job.map.fields[name] !== undefined)) return null;
  const countries = first.countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <NativeSelect
      label={t('country')}
      description={t('countryText')}
      maw="24rem"
      value={job.map.country ?? ''}
      onChange={({ currentTarget: { value } }) =>
        change(withCountry(job.map, value === '' ? undefined : value))
      }
      data={[{ value: '', label: t('country.none') }, ...countries]}
    />
  );
}

function fieldsOf({ fields }: First, type: 'time' | 'phone'): string[] {
  return fields.flatMap((field) => (field.type === type ? field.name : []));
}
