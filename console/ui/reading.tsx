/** Choosing how cells are read that may mean several things: dates with the year last, phone numbers without a country code. */
import { NativeSelect } from '@mantine/core';
import type { DayOrder } from '../../contract/imports.ts';
import { useLocale, useText } from '../lib/i18n.tsx';

/** What comes first in dates. `isUnclear`: nothing proves it, and unless it is chosen they are refused. */
export function DayOrderSelect(props: {
  label: string;
  value: DayOrder | undefined;
  change: (order: DayOrder | undefined) => void;
  isUnclear?: boolean;
  isProved?: boolean;
}) {
  const t = useText('imports');
  const { value } = props;
  return (
    <NativeSelect
      size="xs"
      mt={4}
      aria-label={props.label}
      value={value ?? ''}
      error={props.isUnclear && t('dates.unclear')}
      description={props.isProved && t('dates.proved')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={({ currentTarget }) =>
        props.change(currentTarget.value === '' ? undefined : (currentTarget.value as DayOrder))
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
export function PhoneCountrySelect(props: {
  countries: readonly string[];
  value: string | undefined;
  change: (country: string | undefined) => void;
}) {
  const t = useText('imports');
  const names = new Intl.DisplayNames(useLocale(), { type: 'region' });
  const countries = props.countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <NativeSelect
      label={t('country')}
      description={t('countryText')}
      maw="24rem"
      value={props.value ?? ''}
      onChange={({ currentTarget }) =>
        props.change(currentTarget.value === '' ? undefined : currentTarget.value)
      }
      data={[{ value: '', label: t('country.none') }, ...countries]}
    />
  );
}
