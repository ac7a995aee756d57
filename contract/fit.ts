/**
 * Whether a value fits the type of its attribute, and as what it is then kept: systems send numbers as texts, dates with
 * times, and lists with commas. What does not fit is kept as it came, and shown with a warning.
 */
import type { AttributeDefinition } from './attributes.ts';

export type AttributeType = AttributeDefinition['type'];
type Shape = Pick<AttributeDefinition, 'type' | 'options'>;
/** `wrong`: why it does not fit. */
export type Fit = { value: string | number | boolean | string[] } | { wrong: AttributeType };

const textLengthMax = 2_000;
const listMax = 100;
const yes = new Set(['true', 'yes', '1', 'on', 'sim', '是']);
const no = new Set(['false', 'no', '0', 'off', 'não', 'nao', '否']);

/** A value as its attribute keeps it. */
export function fitAttribute({ type, options }: Shape, value: unknown): Fit {
  const found = ofType(type, options, value);
  return found === undefined ? { wrong: type } : { value: found };
}

function ofType(type: AttributeType, options: readonly string[], value: unknown) {
  switch (type) {
    case 'text':
      return textOf(value);
    case 'number':
      return numberOf(value);
    case 'date':
      return dateOf(value);
    case 'boolean':
      return booleanOf(value);
    case 'choice':
      return optionOf(options, value);
    case 'list':
      return listOf(options, value);
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.length <= textLengthMax ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(value))
    return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A date, also out of a time as systems write it; the day is the one that was written. */
function dateOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const written = /^\s*(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/i;
  const date = written.exec(value)?.[1];
  if (date === undefined) return undefined;
  const moment = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date) ? date : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word =
    typeof value === 'number' || typeof value === 'string' ? String(value).trim().toLowerCase() : '';
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}

/** The option of this text; upper and lower case don't matter unless they tell two options apart. */
function optionOf(options: readonly string[], value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  if (text === undefined) return undefined;
  if (options.includes(text)) return text;
  const alike = options.filter((option) => option.toLowerCase() === text.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}

function listOf(options: readonly string[], value: unknown): string[] | undefined {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
  const texts = items.map((item) => (options.length > 0 ? optionOf(options, item) : textOf(item)?.trim()));
  const kept = texts.filter((text): text is string => text !== undefined);
  // A text with nothing between its commas is no item; an item that is none makes the whole a misfit.
  if (kept.length < texts.length || kept.length > listMax) return undefined;
  return [...new Set(kept.filter((text) => text !== ''))];
}
