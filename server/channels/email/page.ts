/** A mail as it was laid out: read anew from its original, made safe, with its own pictures in their places. */
import { createHash } from 'node:crypto';
import { apiPrefix } from '../../../contract/endpoints.ts';
import { Problem } from '../../../contract/errors.ts';
import { shownFilesOf } from '../../attachments/index.ts';
import { randomToken } from '../../platform/crypto/index.ts';
import { inWorkspace } from '../../platform/db/index.ts';
import { escapeHtml } from '../../platform/mailer/index.ts';
import type { EmailDeps } from './deps.ts';
import type { MailFile } from './mail.ts';
import { pageDocument } from './showing/page-document.ts';
import { pathOfPicture } from './showing/picture-route.ts';
import { hasRaw, rawPath, type StoredMail } from './store.ts';

/** @throws Problem `not-found` where there is nothing to lay out. */
export async function readPage(
  deps: EmailDeps,
  workspaceId: string,
  mail: StoredMail,
  withPictures: boolean,
): Promise<{ html: string; blockedPictures: number }> {
  if (!(await hasRaw(deps.dataDir, workspaceId, mail.sha256)))
    throw new Problem('not-found', 'The original of this mail is not there any more.');
  const read = await deps.reader.read(rawPath(deps.dataDir, workspaceId, mail.sha256));
  if ('failed' in read) throw new Problem('unavailable', read.reason);
  const { html, files } = read.mail;
  if (html === null) throw new Problem('not-found', 'This mail is plain text.');
  const places = await placesOf(deps, workspaceId, mail, files);
  const mark = randomToken(markBytes);
  const made = await deps.reader.page(html, mark);
  if ('failed' in made) throw new Problem('unavailable', made.reason);
  const { page } = made;
  const pictureAt = (url: string) =>
    withPictures
      ? pathOfPicture(deps.tokenKey, apiPrefix, { workspaceId, messageId: mail.id, url })
      : undefined;
  const marks = new RegExp(` ([a-z]+)="${mark}-([pc])(\\d+)-"`, 'g');
  const shown = page.html.replaceAll(marks, (_, attribute: string, kind: string, at: string) => {
    const place =
      kind === 'c' ? places.get(page.inline[Number(at)] ?? '') : pictureAt(page.pictures[Number(at)] ?? '');
    // Without a source it has its words and its room, and nothing is fetched for it.
    return place === undefined ? '' : ` ${attribute}="${escapeHtml(place)}"`;
  });
  return { html: pageDocument(shown), blockedPictures: withPictures ? 0 : page.pictures.length };
}

const markBytes = 18;

/** Where the pictures are that the mail itself brings along, by their content id: files of its message. */
async function placesOf(
  { db }: EmailDeps,
  workspaceId: string,
  { entryId }: StoredMail,
  files: readonly MailFile[],
): Promise<ReadonlyMap<string, string>> {
  const ids = await inWorkspace(db, workspaceId, (tx) => shownFilesOf(tx, entryId));
  const places = new Map<string, string>();
  for (const { contentId, bytes } of files) {
    const id = contentId === null ? undefined : ids.get(createHash('sha256').update(bytes).digest('hex'));
    if (contentId !== null && id !== undefined)
      places.set(contentId, `${apiPrefix}/attachments/${id}?workspace=${workspaceId}`);
  }
  return places;
}
