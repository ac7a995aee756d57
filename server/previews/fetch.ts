/** Fetching a page, and its picture, as far as both may be reached. */
import { kindOfBytes } from '../platform/files/index.ts';
import type { Getter } from '../platform/ssrf/index.ts';

const pageBytesMax = 512 * 1_024;
const pictureBytesMax = 512 * 1_024;

export type Picture = { bytes: Buffer; type: string; width: number; height: number };
export type Fetched = { title: string; description: string | undefined; picture: Picture | undefined };

/** What the page says of itself; undefined where there is none, or nobody may go. */
export async function fetchPage(get: Getter, address: string): Promise<Fetched | undefined> {
  const got = await get(address, {
    types: ['text/html', 'application/xhtml+xml'],
    bytesMax: pageBytesMax,
    isWhole: false,
  });
  if (!got) return undefined;
  // The reader of pages is large, and many never need it.
  const { readPage } = await import('./page.ts');
  const page = readPage(got.body, got.type);
  if (!page) return undefined;
  const { pictureUrl, ...said } = page;
  const pictureAt = pictureUrl === undefined ? null : URL.parse(pictureUrl, got.url.href);
  return { ...said, picture: pictureAt ? await fetchPicture(get, pictureAt.href) : undefined };
}

/** What it is, its bytes say. */
async function fetchPicture(get: Getter, address: string): Promise<Picture | undefined> {
  const got = await get(address, { types: ['image/'], bytesMax: pictureBytesMax, isWhole: true });
  if (!got) return undefined;
  const { type, width, height } = await kindOfBytes(got.body);
  if (width === undefined || height === undefined) return undefined;
  return { bytes: got.body, type, width, height };
}
