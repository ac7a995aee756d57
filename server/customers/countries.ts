/** The countries by whose rules a phone number without a country code can be read. */
import { Problem } from '../../contract/errors.ts';

/** Their codes (ISO 3166), in alphabetical order. */
export async function phoneCountries(): Promise<string[]> {
  const { getCountries } = await import('libphonenumber-js');
  return getCountries().toSorted();
}

/** @throws Problem `invalid-input` where something is to be read by a country that has no phone numbers. */
export async function refuseCountry({ country }: { country?: string | undefined }): Promise<void> {
  if (country === undefined || (await phoneCountries()).includes(country)) return;
  throw new Problem(
    'invalid-input',
    `There is no country “${country}” with phone numbers. Write it like BR.`,
  );
}

/** The country of a time zone; undefined where several have it, or none. */
export async function countryOfTimeZone(timeZone: string): Promise<string | undefined> {
  const found = (await phoneCountries()).filter((country) => zonesOf(country).includes(timeZone));
  return found.length === 1 ? found[0] : undefined;
}

/** Newer engines have a method, older ones a property. */
type Zones = { getTimeZones?: () => string[]; timeZones?: string[] };

/** Places that telephone by codes of their own are no region with a clock to the language's library. */
function zonesOf(country: string): readonly string[] {
  try {
    const locale: Intl.Locale & Zones = new Intl.Locale(`und-${country}`);
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
}
