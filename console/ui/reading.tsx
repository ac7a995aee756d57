/** How values are read that may mean several things: dates with the year last, phone numbers without a country code. */
import { NativeSelect } from '@mantine/core';
import type { DayOrder } from '../../contract/imports.ts';
import { useLocale, useText } from '../lib/i18n.tsx';

/** What comes first in dates: said by who knows, or by a value that proves it. */
export function DateOrderChoice(props: {
  /** Whose dates. */
  name: string;
  chosen: DayOrder | undefined;
  /** What the values show, as far as they are known; `unclear` asks for a choice. */
  proved: DayOrder | 'unclear' | undefined;
  /** Said where they show what is chosen. */
  provedText: string;
  change: (order: DayOrder | undefined) => void;
}) {
  const t = useText('imports');
  const { chosen, proved } = props;
  return (
    <NativeSelect
      size="xs"
      mt={4}
      aria-label={`${props.name}: ${t('dates')}`}
      value={chosen ?? ''}
      error={chosen === undefined && proved !== undefined && t('dates.unclear')}
      description={chosen !== undefined && chosen === proved && props.provedText}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={({ currentTarget: { value } }) =>
        props.change(value === '' ? undefined : (value as DayOrder))
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
export function CountryChoice(props: {
  countries: readonly string[];
  chosen: string | undefined;
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
      value={props.chosen ?? ''}
      onChange={({ currentTarget: { value } }) => props.change(value === '' ? undefined : value)}
      data={[{ value: '', label: t('country.none') }, ...countries]}
    />
  );
}
