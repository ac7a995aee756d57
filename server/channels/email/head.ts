/** What a message keeps of its mail: cut to what a screen can hold, the whole being in the original. */
import { createHash } from 'node:crypto';
import { textLengthMax } from '../../../contract/entries.ts';
import type { MailHead } from '../../../contract/mail.ts';
import { micros } from '../../../contract/times.ts';
import type { Correspondent, Mail, TextPart } from './mail.ts';

const subjectLengthMax = 500;
const nameLengthMax = 200;
const addressLengthMax = 320;
const peopleMax = 50;
const partsMax = 200;
const partsLengthMax = 100_000;

/** The text of a message: what is new in a mail, or all where nothing is. */
export function textOf(mail: Mail): { text: string; isCut: boolean } {
  const fresh = mail.parts
    .filter(({ kind }) => kind === 'new')
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
  const text = fresh === '' ? mail.text.trim() : fresh;
  return { text: cut(text, textLengthMax), isCut: text.length > textLengthMax };
}

/** What the message says beside its text. */
export function headOf(
  mail: Mail,
  about: { mailId: string; isVerified: boolean; filesLeft: boolean },
): MailHead {
  const { isCut } = textOf(mail);
  const isFolded = mail.parts.some(({ kind }) => kind !== 'new');
  const parts = isFolded ? shortened(mail.parts) : undefined;
  const isShort =
    isCut ||
    about.filesLeft ||
    mail.to.length > peopleMax ||
    mail.cc.length > peopleMax ||
    parts?.isCut === true;
  const [from = { name: '', address: '' }] = mail.from;
  const replyTo = answersTo(mail);
  return {
    mailId: about.mailId,
    subject: cut(mail.subject, subjectLengthMax),
    from: person(from),
    ...(replyTo ? { replyTo: person(replyTo) } : {}),
    to: mail.to.slice(0, peopleMax).map(person),
    cc: mail.cc.slice(0, peopleMax).map(person),
    writtenAt: mail.writtenAt === null ? null : micros(new Date(mail.writtenAt)),
    isVerified: about.isVerified,
    ...(parts ? { parts: parts.parts } : {}),
    hasPage: mail.html !== null,
    ...(mail.automatic ? { automatic: mail.automatic } : {}),
    ...(mail.calendar.length > 0 ? { calendar: mail.calendar.slice(0, 10) } : {}),
    ...(isShort ? { isCut: true as const } : {}),
  };
}

/** The one address that answers are to go to, where it is not the sender's. */
export function answersTo({ replyTo, from }: Pick<Mail, 'replyTo' | 'from'>): Correspondent | undefined {
  const [one, ...more] = replyTo;
  return one && more.length === 0 && one.address !== from[0]?.address ? one : undefined;
}

/** What a mail says, whichever way it came: two that say the same under one Message-ID are one. */
export function contentOf(mail: Mail): string {
  const said = [
    mail.messageId,
    mail.from.map(({ address }) => address),
    mail.subject,
    mail.writtenAt,
    mail.text.trim(),
    mail.html,
    mail.files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

function shortened(parts: readonly TextPart[]): { parts: TextPart[]; isCut: boolean } {
  const kept: TextPart[] = [];
  let left = partsLengthMax;
  for (const { kind, text } of parts.slice(0, partsMax)) {
    if (left <= 0) break;
    kept.push({ kind, text: cut(text, left) });
    left -= text.length;
  }
  return { parts: kept, isCut: left < 0 || parts.length > kept.length };
}

function person({ name, address }: Correspondent): Correspondent {
  return { name: cut(name, nameLengthMax), address: cut(address, addressLengthMax) };
}

/** Never half of a letter that takes two units. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text[length - 1] ?? '') ? length - 1 : length;
  return text.slice(0, end);
}
