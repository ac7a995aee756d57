/** Requests that another site made a browser send. */
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../../contract/errors.ts';

/** What of a request tells who calls. */
export type Asked = { method?: string | undefined; url?: string | undefined; headers: IncomingHttpHeaders };

/**
 * For requests that a cookie speaks for: refuses those that do not prove to come from our own pages.
 * @throws Problem `cross-site`.
 */
export function requireSameOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  if (originOf(headers, publicUrl) !== 'same') throw crossSite();
}

/** For requests that carry their own proof: refuses those that a page of another site sent. @throws Problem. */
export function refuseForeignOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  if (originOf(headers, publicUrl) === 'foreign') throw crossSite();
}

/** `unsaid`: no browser of our time, which says one or the other with everything but a GET. */
function originOf(headers: IncomingHttpHeaders, publicUrl: string): 'same' | 'foreign' | 'unsaid' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'foreign';
  const { origin } = headers;
  if (origin === undefined) return site === undefined ? 'unsaid' : 'same';
  if (origin === publicUrl) return 'same';
  return URL.canParse(origin) && new URL(origin).host === headers.host ? 'same' : 'foreign';
}

function crossSite(): Problem {
  return new Problem('cross-site', 'Send this from a page of Rapport itself, or use an API key.');
}
