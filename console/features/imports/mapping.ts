/** A map as the screen shows it: what each column becomes. */
import type { DayOrder, ImportMap } from '../../../contract/imports.ts';

/** What a column becomes: nothing, the row's id, a field, or an attribute under its own name. */
export type Becomes = '' | '#key' | '#extra' | `field:${string}`;

/** What the map says of a column. */
export function becomesOf(map: ImportMap, column: string, fields: readonly string[]): Becomes {
  if (map.key.includes(column)) return '#key';
  const name = Object.keys(map.fields).find((field) => map.fields[field] === column);
  if (name === undefined) return '';
  return fields.includes(name) ? `field:${name}` : '#extra';
}

/** The map with another meaning for a column. A field that another column held is taken from it. */
export function withColumn(map: ImportMap, column: string, becomes: Becomes): ImportMap {
  const rest = Object.entries(map.fields).filter(([, held]) => held !== column);
  const key = map.key.filter((one) => one !== column);
  if (becomes === '#key') return { ...map, key: [...key, column], fields: Object.fromEntries(rest) };
  if (becomes === '') return { ...map, key, fields: Object.fromEntries(rest) };
  const name = becomes === '#extra' ? column : becomes.slice('field:'.length);
  return {
    ...map,
    key,
    fields: { ...Object.fromEntries(rest.filter(([field]) => field !== name)), [name]: column },
  };
}

/** The map with what comes first in a column's dates; undefined: nobody has said. */
export function withOrder(map: ImportMap, column: string, order: DayOrder | undefined): ImportMap {
  const { [column]: _, ...rest } = map.dates ?? {};
  return { ...map, dates: order === undefined ? rest : { ...rest, [column]: order } };
}

/** The map with the country of phone numbers that name none; undefined: they are refused. */
export function withCountry({ country: _, ...map }: ImportMap, country: string | undefined): ImportMap {
  return country === undefined ? map : { ...map, country };
}

/** How fast it goes and how long it will take, by two looks at how far it was. */
export function paceOf(
  looks: readonly { at: number; read: number }[],
  total: number,
): { rate: number; secondsLeft: number } | undefined {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || last.at <= first.at || last.read <= first.read) return undefined;
  const rate = ((last.read - first.read) / (last.at - first.at)) * 1_000;
  return { rate: Math.round(rate), secondsLeft: Math.round((total - last.read) / rate) };
}
