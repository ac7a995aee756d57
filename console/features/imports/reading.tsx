/** How the cells of a file are read that may mean several things: where this is asked, and what is kept of the answer. */
import type { ImportJob, ImportMap } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { CountryChoice, DateOrderChoice } from '../../ui/reading.tsx';
import { withCountry, withOrder } from './mapping.ts';
import type { First } from './queries.ts';

type Props = { job: ImportJob; first: First; change: (map: ImportMap) => void };

/** What comes first in a column's dates. It stands where the file has such dates, and asks where no value of it proves one. */
export function DateOrder({ job, first, column, change }: Props & { column: string }) {
  const t = useText('imports');
  const isTime = fieldsOf(first, 'time').some((name) => job.map.fields[name] === column);
  const proved = first.dates[column];
  if (!isTime || proved === undefined) return null;
  return (
    <DateOrderChoice
      name={column}
      chosen={job.map.dates?.[column]}
      proved={proved}
      provedText={t('dates.proved')}
      change={(order) => change(withOrder(job.map, column, order))}
    />
  );
}

/** Of which country phone numbers are that do not say it. */
export function Country({ job, first, change }: Props) {
  if (!fieldsOf(first, 'phone').some((name) => job.map.fields[name] !== undefined)) return null;
  return (
    <CountryChoice
      countries={first.countries}
      chosen={job.map.country}
      change={(country) => change(withCountry(job.map, country))}
    />
  );
}

function fieldsOf({ fields }: First, type: 'time' | 'phone'): string[] {
  return fields.flatMap((field) => (field.type === type ? field.name : []));
}
