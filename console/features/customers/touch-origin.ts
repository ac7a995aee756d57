/** Where somebody came from with an entry: the campaign, else the page that led here, else the system that tells of it. */
import type { Entry } from '../../../contract/entries.ts';

/** Words of others, or a host; undefined where nothing is known. */
export function originOf(entry: Entry): string | undefined {
  if (entry.kind !== 'page.viewed' && entry.kind !== 'event.tracked') return undefined;
  const { context } = entry.payload;
  const campaign = partOf(context, 'campaign');
  const named = [textOf(campaign, 'source'), textOf(campaign, 'name')].filter((text) => text !== undefined);
  if (named.length > 0) return named.join(' · ');
  if (entry.kind === 'event.tracked') return undefined;
  const { url, referrer } = entry.payload;
  const here = URL.parse(url);
  const told = here?.searchParams.get('utm_source');
  if (told) return told;
  const from = URL.parse(referrer ?? '');
  return from && from.host !== here?.host ? from.host : undefined;
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function textOf(value: unknown, key: string): string | undefined {
  const text = partOf(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
