/** Where the pictures of mails are got that stand elsewhere: at addresses that were made here, and no others. */
import { Readable } from 'node:stream';
import { Problem } from '../../../../contract/errors.ts';
import type { FileAnswer } from '../../../platform/http/index.ts';
import { createLimiter } from '../../../platform/limits/index.ts';
import type { EmailDeps } from '../deps.ts';
import {
  checkPicture,
  fetchPicture,
  type NamedPicture,
  pictureHeaders,
  signedPicture,
} from './fetch-picture.ts';

const picturesAMinute = 600;
const limiter = createLimiter({ points: picturesAMinute, seconds: 60 });

/** The path at which a picture is got. */
export function pathOfPicture(key: Buffer, prefix: string, named: NamedPicture): string {
  const { workspaceId: workspace, messageId: mail, url } = named;
  return `${prefix}/mail-pictures?${new URLSearchParams({ workspace, mail, url, key: signedPicture(key, named) })}`;
}

/** The picture. @throws Problem `not-allowed` for an address that was not made here, `not-found` for no picture. */
export async function answerPicture(
  { tokenKey, getPicture }: Pick<EmailDeps, 'tokenKey' | 'getPicture'>,
  { workspace, mail, url, key }: { workspace: string; mail: string; url: string; key: string },
): Promise<FileAnswer> {
  if (!checkPicture(tokenKey, { workspaceId: workspace, messageId: mail, url }, key))
    throw new Problem('not-allowed', 'This address was not made here.');
  limiter.take(workspace);
  const picture = await fetchPicture(getPicture, url);
  if (!picture) throw new Problem('not-found', 'There is no picture.');
  const { bytes, type } = picture;
  const headers = pictureHeaders;
  return {
    file: Readable.from([bytes]),
    type,
    name: 'picture',
    isInline: true,
    bytes: bytes.length,
    headers,
  };
}
