/** Attributes of conversations: what they may be, and which conversations have one. */
import { z } from 'zod';

export const attributeKeyLengthMax = 100;
const textLengthMax = 2_000;
const item = z.union([z.string().max(textLengthMax), z.number(), z.boolean()]);

/** A value as it is kept: of the attribute's type. */
const kept = z.union([item, z.array(z.string())]);
export const keptAttributes = z.record(z.string(), kept);
export type KeptAttributes = z.output<typeof keptAttributes>;
/** What was set, as it is kept; null where it was taken away. */
export const changedAttributes = z.record(z.string(), kept.nullable());
export type ChangedAttributes = z.output<typeof changedAttributes>;
/** A value as it is set; null takes the attribute away. */
export const setAttribute = z.union([item, z.array(item).max(100), z.null()]);
export const attributeKey = z.string().trim().min(1).max(attributeKeyLengthMax);

/** What an attribute must be: this value, in words, or one of a list; without one: any. */
export const attributeWish = z.object({
  key: attributeKey,
  value: z.string().trim().min(1).max(textLengthMax).optional(),
});
export type AttributeWish = z.output<typeof attributeWish>;
export const attributeWishesMax = 10;

/** Everything that a value in words may stand for: numbers and yes or no are written as words too. */
export function meantBy(value: string): (string | number | boolean)[] {
  const number = Number(value);
  return [
    value,
    ...(Number.isFinite(number) ? [number] : []),
    ...(value === 'true' || value === 'false' ? [value === 'true'] : []),
  ];
}

/** Whether attributes are as wished. */
export function hasWished(
  attributes: Readonly<Record<string, unknown>>,
  { key, value }: AttributeWish,
): boolean {
  if (!Object.hasOwn(attributes, key)) return false;
  if (value === undefined) return true;
  const told = attributes[key];
  return Array.isArray(told) ? told.includes(value) : (meantBy(value) as unknown[]).includes(told);
}

/** Attributes after some were set. */
export function withAttributes<Value>(
  before: Readonly<Record<string, Value>>,
  changes: Readonly<Record<string, Value | null>>,
): Record<string, Value> {
  const kept = Object.entries({ ...before, ...changes }).filter(
    (pair): pair is [string, Value] => pair[1] !== null,
  );
  return Object.fromEntries(kept);
}

const separator = '=';

/** A wish in an address: the key, and behind `=` the value, both escaped. */
export const writtenWish = z
  .string()
  .transform((text, context): unknown => {
    const [key = '', value] = text.split(separator);
    try {
      return {
        key: decodeURIComponent(key),
        ...(value === undefined ? {} : { value: decodeURIComponent(value) }),
      };
    } catch {
      context.addIssue({ code: 'custom', message: 'Escape what stands before and behind =.' });
      return z.NEVER;
    }
  })
  .pipe(attributeWish);

/** The same, written. */
export function writeWish({ key, value }: AttributeWish): string {
  const parts = value === undefined ? [key] : [key, value];
  return parts.map(encodeURIComponent).join(separator);
}
