/** Text that PostgreSQL can store. */

/** PostgreSQL stores neither NUL nor half of a surrogate pair: each becomes the replacement character. */
export function clean<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD') as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [clean(key), clean(part)])) as T;
  }
  return value;
}
