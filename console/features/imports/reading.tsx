/** How cells are read that may mean several things, as far as a file has some. */
import type { ImportJob, ImportMap } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { DayOrderSelect, PhoneCountrySelect } from '../../ui/reading.tsx';
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
    <DayOrderSelect
      label={`${column}: ${t('dates')}`}
      value={chosen}
      isUnclear={chosen === undefined}
      isProved={chosen !== undefined && chosen === proved}
      change={(order) => change(withOrder(job.map, column, order))}
    />
  );
}

/** Of which country phone numbers are that do not say it. */
export function Country({ job, first, change }: Props) {
  if (!fieldsOf(first, 'phone').some((name) => job.map.fields[name] !== undefined)) return null;
  return (
    <PhoneCountrySelect
      countries={first.countries}
      value={job.map.country}
      change={(country) => change(withCountry(job.map, country))}
    />
  );
}

function fieldsOf({ fields }: First, type: 'time' | 'phone'): string[] {
  return fields.flatMap((field) => (field.type === type ? field.name : []));
}
