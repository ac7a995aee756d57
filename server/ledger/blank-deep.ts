/** Texts within JSON, wherever they stand. */

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A copy in which every text is blanked; ids are none. */
export function blankDeep<V>(value: V, blank: (text: string) => string): V {
  if (typeof value === 'string') return (uuid.test(value) ? value : blank(value)) as V;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one: unknown) => blankDeep(one, blank)) as V;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [blank(name), blankDeep(one as unknown, blank)]),
  ) as V;
}
