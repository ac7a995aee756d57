/** Where the links and the pictures of a mail may lead. */
import type { Attributes } from './attributes.ts';

const addressCharsMax = 8_192;
const dataCharsMax = 1_000_000;
const linkSchemes = ['http:', 'https:', 'mailto:', 'tel:'];
const dataPicture = /^data:image\/(png|jpeg|jpg|gif|webp|avif);base64,[a-z0-9+/]+={0,2}$/i;

/** A link to a page, a mail or a call, as a browser reads it; undefined for any other. Nothing leads into this site itself. */
export function safeLink(written: string): string | undefined {
  const url = absolute(written);
  return url && linkSchemes.includes(url.protocol) ? url.href : undefined;
}

/** A picture elsewhere. */
export function remotePicture(written: string): string | undefined {
  const url = absolute(written);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : undefined;
}

/** A picture that stands in the address itself. */
export function dataPictureOf(written: string): string | undefined {
  if (!/^\s*data:/i.test(written) || written.length > dataCharsMax) return undefined;
  const bare = written.replaceAll(/\s+/g, '');
  return dataPicture.test(bare) ? bare : undefined;
}

/** The id of a file of the mail: `cid:` as RFC 2392 has it. */
export function contentIdOf(written: string): string | undefined {
  const id = /^\s*cid:(.{1,998})$/is.exec(written)?.[1]?.trim();
  if (id === undefined) return undefined;
  try {
    return decodeURIComponent(id).replace(/^<(.*)>$/s, '$1');
  } catch {
    return id;
  }
}

/** A picture that nobody can see tells the sender who reads, and when. */
export function isUnseen({ width, height, style }: Attributes): boolean {
  if (style?.includes('display:none')) return true;
  const sizes = [width ?? sizeIn(style, 'width'), height ?? sizeIn(style, 'height')];
  return sizes.every((size) => size !== undefined && /^[01](\.0*)?(px)?$/.test(size));
}

function sizeIn(style: string | undefined, name: 'width' | 'height'): string | undefined {
  const prefix = `${name}:`;
  return style
    ?.split(';')
    .find((declaration) => declaration.startsWith(prefix))
    ?.slice(prefix.length);
}

function absolute(written: string): URL | undefined {
  if (written.length > addressCharsMax) return undefined;
  const trimmed = written.trim();
  const url = URL.parse(trimmed.startsWith('//') ? `https:${trimmed}` : trimmed);
  if (!url) return undefined;
  // A name before the host only makes an address look like another.
  if (url.username !== '' || url.password !== '') {
    url.username = '';
    url.password = '';
  }
  return url.href.length > addressCharsMax ? undefined : url;
}
