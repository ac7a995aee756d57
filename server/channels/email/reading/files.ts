/** The files of a mail, under names that are safe everywhere. What Outlook packs into one file is unpacked beside it. */
import { cleanName } from '../../../platform/files/index.ts';
import type { MailFile } from '../mail.ts';
import type { BodyStructure } from './body-structure.ts';
import { decodeWords } from './encoded-words.ts';
import type { MimePart } from './mime-parts.ts';
import type { Odd } from './oddities.ts';
import { splitHead, valuesOf } from './raw-head.ts';
import { unpackTnef } from './tnef.ts';

const contentIdCharsMax = 250;
const typeName = /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,60}$/;
const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'text/rfc822-headers': 'txt',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
  'application/ms-tnef': 'dat',
  'application/pkcs7-mime': 'p7m',
  'application/pkcs7-signature': 'p7s',
  'application/pgp-signature': 'asc',
};
const isTnef = (part: MimePart) =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(part.name);

/** All of them, in their order. */
export function filesOf({ files, html }: BodyStructure, odd: Odd): MailFile[] {
  const shown = new Set(html);
  return files.flatMap((part) => {
    const unpacked = isTnef(part) ? unpackTnef(part.bytes) : [];
    if (isTnef(part) && unpacked.length === 0) odd('winmail.dat that holds no files');
    if (unpacked.length > 0) {
      return unpacked.map(({ name, type, bytes, contentId }) => ({
        name: cleanName(name || nameless(type)),
        type: plainType(type),
        bytes,
        contentId: contentId === '' ? null : contentId.slice(0, contentIdCharsMax),
        inline: contentId !== '',
      }));
    }
    return [fileOf(part, shown.has(part))];
  });
}

function fileOf(part: MimePart, isShown: boolean): MailFile {
  return {
    name: cleanName(part.name || nameOfMail(part) || nameless(part.type)),
    type: plainType(part.type),
    bytes: part.bytes,
    contentId: part.contentId?.slice(0, contentIdCharsMax) ?? null,
    inline: isShown || (part.contentId !== null && part.disposition !== 'attachment'),
  };
}

function plainType(type: string): string {
  const plain = type.trim().toLowerCase();
  return typeName.test(plain) ? plain : 'application/octet-stream';
}

const nameless = (type: string) => `file.${endings[type] ?? 'bin'}`;

/** A mail within the mail is called by its subject. */
function nameOfMail(part: MimePart): string {
  if (part.type !== 'message/rfc822') return '';
  const ignore = () => {};
  const { fields } = splitHead(part.bytes, ignore);
  const subject = decodeWords(valuesOf(fields)('subject')[0] ?? '', ignore).trim();
  return `${subject.slice(0, 100) || 'mail'}.eml`;
}
