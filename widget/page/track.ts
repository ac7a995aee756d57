/**
 * `Rapport.track`: what a visitor did on the page. With a session it belongs to its customer; without one to the visitor
 * that the site's own tracking library knows, or to somebody who lives as long as this page. Nothing is stored for it.
 */
import { randomId } from '../random-id.ts';

/** Where tracking libraries keep the visitor's id, as JSON. */
const libraryKey = 'ajs_anonymous_id';
const urlLengthMax = 2_000;
/** How often, and how far apart, a library's id is looked for. */
const looksMax = 10;
const pauseMilliseconds = 100;
const ownId = randomId();

/** Sends an event of the page. `base` is where the server is, with a slash at the end. */
export function track(
  { base, inbox }: { base: string; inbox: string },
  token: string | null,
  name: unknown,
  properties: object = {},
): void {
  if (typeof name !== 'string' || name.trim() === '') {
    console.warn('Rapport.track: give the name of an event.');
    return;
  }
  const id = randomId();
  const url = location.href.replace(/#.*/s, '');
  const page = url.startsWith('http') && url.length <= urlLengthMax ? { url } : {};
  if (token) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    post(`${base}api/v1/visitor/events`, headers, { id, name, properties, ...page });
    return;
  }
  const context = { page: { ...page, title: document.title, referrer: document.referrer } };
  const call = { writeKey: inbox, messageId: id, event: name, properties, context };
  // As plain text, so that the browser need not ask first.
  whenKnown((anonymousId) => post(`${base}v1/track`, {}, { ...call, anonymousId }));
}

/**
 * Tells the server that the session's visitor is the one whom the site's own tracking library knows, so that what they do
 * on the page and what they write stand on one timeline.
 */
export function adopt({ base }: { base: string }, token: string | null): void {
  if (!token) return;
  whenKnown((anonymousId) => {
    if (anonymousId === ownId) return;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    post(`${base}api/v1/visitor/anonymous-id`, headers, { anonymousId });
  });
}

/** Says who the visitor is. A tracking library that is only starting gets a moment to say so. */
function whenKnown(send: (anonymousId: string) => void, looks = 0): void {
  const known = libraryId();
  if (known || looks === looksMax || !('analytics' in window)) send(known ?? ownId);
  else setTimeout(() => whenKnown(send, looks + 1), pauseMilliseconds);
}

/** Never with cookies, finished even when the visitor leaves the page. A refusal is said where a developer looks. */
function post(url: string, headers: Record<string, string>, body: object): void {
  fetch(url, {
    method: 'POST',
    keepalive: true,
    credentials: 'omit',
    headers,
    body: JSON.stringify(body),
  }).then(
    (answer) => {
      if (!answer.ok) console.warn(`Rapport: refused (${answer.status}).`);
    },
    () => {},
  );
}

/** The visitor's id of a tracking library on this page: in storage, or in a cookie. */
function libraryId(): string | undefined {
  try {
    const cookie = document.cookie.match(`(?:^|; )${libraryKey}=([^;]+)`)?.[1];
    const kept: string | undefined = localStorage[libraryKey] ?? (cookie && decodeURIComponent(cookie));
    return kept?.replaceAll('"', '') || undefined;
  } catch {
    // The browser refuses storage.
    return undefined;
  }
}
