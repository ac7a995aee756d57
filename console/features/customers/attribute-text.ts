/** Attributes as texts that are read and typed. */

/** What the head of the screen shows already. */
const elsewhere = new Set(['name', 'firstName', 'lastName', 'first_name', 'last_name', 'language']);

/** The attributes to list, by name. */
export function shownAttributes(attributes: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(attributes)
    .filter(([name]) => !elsewhere.has(name))
    .sort(([one], [other]) => one.localeCompare(other));
}

/** A value in words: lists by commas, what has parts as JSON. */
export function attributeText(value: unknown): string {
  if (Array.isArray(value)) return value.map(attributeText).join(', ');
  if (value !== null && typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** What was typed, as the kind of value that stood there before: a number stays a number, a list a list. */
export function attributeValue(text: string, before: unknown): string | number | boolean | string[] {
  if (typeof before === 'number' && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === 'boolean' && ['true', 'false'].includes(text)) return text === 'true';
  if (Array.isArray(before))
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return text;
}
