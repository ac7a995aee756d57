/**
 * The page of a mail without anything that runs, fetches, sends or covers.
 *
 * Invariants: what is answered holds tags and attributes of a short list alone, and no address that the mail chose but links
 * to pages, mails and calls; a picture's address is one that the caller gave, or holds the picture itself. It is read again
 * until reading changes nothing: what was made safe, and is made safe once more with pictures blocked, stays as it is.
 */
import sanitizeHtml from 'sanitize-html';
import { contentIdOf, dataPictureOf, isUnseen, remotePicture, safeLink } from './addresses.ts';
import { type Attributes, pictured, safeAttributes, tags, unread } from './attributes.ts';
import { bounded } from './bounds.ts';
import { safeStyle } from './styles.ts';

/** How deep tags may stand within each other; what is deeper leaves its text. Browsers take very long for deep tables. */
const depthMax = 200;
const roundsMax = 6;
/** Of the text alone, where reading a page again changed it each time. */
const textCharsMax = 500_000;

export type SafePage = {
  /** What stands in the body of `pageDocument`. */
  html: string;
  /** Pictures from elsewhere that were left out; those that nobody can see are always left out, and not counted. */
  blocked: number;
};

export type Showing = {
  /** The address at which a picture from elsewhere is shown instead. It is asked for web addresses alone. */
  pictures: 'blocked' | ((url: string) => string);
  /** The address of a file of the same mail. */
  inline: (contentId: string) => string | null | undefined;
};

/** The page made safe. Time and room grow with its length, of which 2 MB count. */
export function safePage(html: string, { pictures, inline }: Showing): SafePage {
  const leftOut = new Set<string>();
  const given = new Set<string>();
  const give = (address: string | null | undefined) => {
    if (!address) return undefined;
    given.add(address);
    return address;
  };
  const first = clean(html, (written) => {
    const contentId = contentIdOf(written);
    if (contentId !== undefined) return give(inline(contentId));
    const url = remotePicture(written);
    if (url === undefined) return undefined;
    if (pictures !== 'blocked') return give(pictures(url));
    leftOut.add(url);
    return undefined;
  });
  const settled = settle(first, (written) => (given.has(written) ? written : undefined));
  return { html: settled, blocked: leftOut.size };
}

/** The address at which a picture is shown, for the one that is written. */
type Place = (written: string) => string | undefined;

function settle(first: string, place: Place): string {
  let safe = first;
  for (let round = 0; round < roundsMax; round += 1) {
    const again = clean(safe, place);
    if (again === safe) return safe;
    safe = again;
  }
  const text = sanitizeHtml(bounded(safe), { allowedTags: [], allowedAttributes: {} });
  return clean(`<div style="white-space:pre-wrap">${text.slice(0, textCharsMax)}</div>`, place);
}

function clean(html: string, place: Place): string {
  return sanitizeHtml(bounded(html), {
    allowedTags: [...tags],
    // What is left of them is judged in `changed`.
    allowedAttributes: false,
    nonTextTags: [...unread],
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    parseStyleAttributes: false,
    nestingLimit: depthMax,
    transformTags: { '*': (tagName, attribs) => changed(tagName, attribs, place) },
  });
}

function changed(tagName: string, given: Attributes, place: Place): { tagName: string; attribs: Attributes } {
  if (tagName === 'html' || tagName === 'body') return whole(tagName, given);
  if (!tags.includes(tagName)) return { tagName, attribs: {} };
  const attribs = safeAttributes(tagName, given);
  if (tagName === 'a') return { tagName, attribs: { ...attribs, ...link(given.href) } };
  const name = Object.hasOwn(pictured, tagName) ? pictured[tagName] : undefined;
  const written = name === undefined ? undefined : given[name];
  if (name === undefined || written === undefined) return { tagName, attribs };
  const isLeftOut = tagName === 'img' && isUnseen(attribs);
  const address = isLeftOut ? undefined : (dataPictureOf(written) ?? place(written));
  return { tagName, attribs: address === undefined ? attribs : { ...attribs, [name]: address } };
}

function link(written: string | undefined): Attributes {
  const href = written === undefined ? undefined : safeLink(written);
  if (href === undefined) return {};
  return { href, target: '_blank', rel: 'noopener noreferrer nofollow' };
}

/** The mail's own body lies in another one: its colours, and the direction of writing, go along. */
function whole(tagName: string, given: Attributes): { tagName: string; attribs: Attributes } {
  const { bgcolor, dir, lang, style } = safeAttributes(tagName, given);
  const colours = safeStyle(
    [
      style,
      bgcolor === undefined ? undefined : `background-color:${bgcolor}`,
      given.text === undefined ? undefined : `color:${given.text}`,
    ]
      .filter((part) => part !== undefined)
      .join(';'),
  );
  const attribs = {
    ...(dir === undefined ? {} : { dir }),
    ...(lang === undefined ? {} : { lang }),
    ...(colours === undefined ? {} : { style: colours }),
  };
  return { tagName: Object.keys(attribs).length === 0 ? tagName : 'div', attribs };
}
