/** Whether a greeting fits a page, as far as the page can tell. Pure. */
import type { GreetingOffer } from '../../contract/greetings.ts';

export type Place = { url: string; pagesSeen: number };

/** Whether it is one for this page of this visit; how long somebody stays on it is another matter. */
export function fitsPage({ pages, pagesSeen }: GreetingOffer, place: Place): boolean {
  const fits = pages.length === 0 || pages.some((page) => fitsAddress(page, place.url));
  return fits && place.pagesSeen >= pagesSeen;
}

/** Addresses are compared without their fragment, and with a slash at the end or without. */
function fitsAddress({ test, text }: GreetingOffer['pages'][number], url: string): boolean {
  if (test === 'contains') return url.includes(text);
  return test === 'starts' ? url.startsWith(text) : bare(url) === bare(text);
}

const bare = (url: string): string => url.replace(/\/$/, '');
