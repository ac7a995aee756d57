/** A mapping as the screen edits it. Pure. */
import type { DayOrder } from '../../../contract/imports.ts';
import type { WebhookField, WebhookMapping, WebhookSource } from '../../../contract/webhooks.ts';

export type Path = {
  path: string;
  example: string;
  /** What the dates that stand there show of their order. */
  dates?: DayOrder | 'unclear' | undefined;
};

/** The paths of a body as they are written in rows of `list`: those of its first row, then the body's own after `$`. */
export function rowPaths(paths: readonly Path[], list: string | null): Path[] {
  if (list === null) return [...paths];
  const first = list === '$' ? '[0]' : `${list}[0]`;
  const within = paths.flatMap((one) =>
    one.path.startsWith(`${first}.`) || one.path.startsWith(`${first}[`)
      ? [{ ...one, path: one.path.slice(first.length).replace(/^\./, '') }]
      : [],
  );
  const around = paths.filter(({ path }) => !path.startsWith(first));
  return [...within, ...around.map((one) => ({ ...one, path: fromRoot(one.path) }))];
}

function fromRoot(path: string): string {
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}

/** Where a field's value comes from, as one word. */
export type From = 'path' | 'constant' | 'received';

export function fromOf(source: WebhookSource): From {
  if ('constant' in source) return 'constant';
  return 'received' in source ? 'received' : 'path';
}

/** A source of that sort, to begin with. */
export function sourceFrom(from: From, text: string): WebhookSource {
  if (from === 'constant') return { constant: text };
  return from === 'received' ? { received: true } : { path: text };
}

/** `fulfilled = shipped`, a line each. */
export function valuesText(values: Record<string, string> | undefined): string {
  return Object.entries(values ?? {})
    .map(([theirs, ours]) => `${theirs} = ${ours}`)
    .join('\n');
}

export function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.lastIndexOf('=');
      const [theirs, ours] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      return at < 0 || theirs === '' || ours === '' ? [] : [[theirs, ours]];
    }),
  );
}

/** What can still be added to a mapping: fields that it has not, and paths to take along under a name of their own. */
export function addable(
  mapping: WebhookMapping,
  fields: readonly WebhookField[],
  paths: readonly Path[],
  takesExtra: boolean,
): { fields: WebhookField[]; extras: string[] } {
  const taken = new Set(
    Object.values(mapping.fields).flatMap((source) => ('path' in source ? source.path : [])),
  );
  return {
    fields: fields.filter(({ name }) => mapping.fields[name] === undefined),
    extras: takesExtra ? paths.map(({ path }) => path).filter((path) => !taken.has(path)) : [],
  };
}

/** The name under which a path is taken along: its last part. */
export function extraName(mapping: WebhookMapping, path: string): string {
  const last = /([^.[\]"$]+)[\]"]*$/.exec(path)?.[1] ?? path;
  for (let count = 1; ; count++) {
    const name = count === 1 ? last : `${last} ${count}`;
    if (mapping.fields[name] === undefined) return name;
  }
}

/** The fields in the order in which the kind tells them, then what goes along. */
export function sorted(mapping: WebhookMapping, fields: readonly WebhookField[]): [string, WebhookSource][] {
  const placeOf = (name: string) => {
    const place = fields.findIndex((field) => field.name === name);
    return place < 0 ? fields.length : place;
  };
  return Object.entries(mapping.fields).sort(([a], [b]) => placeOf(a) - placeOf(b));
}

export function withField(mapping: WebhookMapping, name: string, source: WebhookSource): WebhookMapping {
  return { ...mapping, fields: { ...mapping.fields, [name]: source } };
}

export function withoutField(mapping: WebhookMapping, name: string): WebhookMapping {
  const { [name]: _, ...fields } = mapping.fields;
  return { ...mapping, fields };
}

/** The source with what comes first in its dates; undefined: nobody has said. */
export function withOrder<Source extends object>(
  { dates: _, ...source }: Source & { dates?: DayOrder | undefined },
  order: DayOrder | undefined,
) {
  return order === undefined ? source : { ...source, dates: order };
}

/** The mapping with the country of phone numbers that name none; undefined: they are refused. */
export function withCountry(
  { country: _, ...mapping }: WebhookMapping,
  country: string | undefined,
): WebhookMapping {
  return country === undefined ? mapping : { ...mapping, country };
}

/** What keeps a mapping from being used: a path or a text that is still empty. */
export function isWhole(mapping: WebhookMapping): boolean {
  const sources = Object.values(mapping.fields);
  return (
    sources.length > 0 &&
    mapping.key.every((path) => path.trim() !== '') &&
    (mapping.when === null || (mapping.when.path.trim() !== '' && mapping.when.values.length > 0)) &&
    sources.every((source) =>
      'path' in source ? source.path.trim() !== '' : !('constant' in source) || source.constant !== '',
    )
  );
}
