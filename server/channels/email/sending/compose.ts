/** A reply as the mail that goes out: text and HTML, signature, what it answers, and the ids that keep a thread together. */
import type { Options } from 'nodemailer/lib/mailer/index.js';
import type { EmailSettings } from '../../../../contract/email.ts';
import type { Rich } from '../../../../contract/rich-text.ts';
import { addressWith } from '../token.ts';
import { richHtml, textHtml } from './rich-html.ts';
import type { Recipients } from './sending.ts';

const subjectLengthMax = 250;
const quotedLengthMax = 20_000;
/** Some servers refuse long headers: the beginning of a thread and its end tell where a mail belongs. */
const referencesMax = 20;

export type Draft = {
  settings: EmailSettings;
  /** Who wrote it; null: a program. */
  author: string | null;
  recipients: Recipients;
  messageId: string;
  token: string;
  subject: string;
  /** It begins a conversation: nothing is answered. */
  isFirst: boolean;
  text: string;
  rich: Rich | undefined;
  /** Ids of the thread, the oldest first. */
  thread: readonly string[];
  answered: { from: string; writtenAt: string; text: string } | undefined;
  files: { name: string; type: string; content: Buffer }[];
  /** The subject stands as it is. */
  fixedSubject?: string | undefined;
};

/** The mail, for the library that sends it. Nothing that a person typed adds a header or a recipient. */
export function compose(draft: Draft): Options {
  const { settings, recipients, thread, author } = draft;
  const { to, cc, bcc } = recipients;
  const last = thread.at(-1);
  return {
    from: { name: oneLine(senderName(draft)), address: settings.address },
    to: to.map(addressee),
    cc: cc.map(addressee),
    // Whoever gets a blind copy stands in the envelope alone.
    envelope: { from: settings.address, to: [...to, ...cc, ...bcc] },
    ...(settings.plusAddressing
      ? { replyTo: { name: '', address: addressWith(draft.token, settings.address) } }
      : {}),
    subject: subjectOf(draft),
    messageId: draft.messageId,
    ...(last === undefined ? {} : { inReplyTo: last, references: shortened(thread).join(' ') }),
    ...bodiesOf(draft),
    attachments: draft.files.map(({ name, type, content }) => ({
      filename: oneLine(name),
      contentType: type,
      content,
    })),
    headers: author === null ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function senderName({ settings, author }: Draft): string {
  const { senderName: name, senderStyle } = settings;
  if (senderStyle === 'inbox' || author === null) return name;
  return name === '' ? author : `${author} (${name})`;
}

function subjectOf({ subject, isFirst, fixedSubject }: Draft): string {
  if (fixedSubject !== undefined) return oneLine(fixedSubject);
  const plain = oneLine(subject);
  return isFirst || /^(re|aw|sv|antw|res|回复|答复)\s*[:：]/i.test(plain) ? plain : `Re: ${plain}`;
}

function bodiesOf({ settings, text, rich, answered }: Draft): Pick<Options, 'text' | 'html'> {
  const signature = settings.signature.trim();
  const quoted = settings.quoteHistory && answered ? answered : undefined;
  const plain = [
    text,
    ...(signature === '' ? [] : [`-- \n${signature}`]),
    ...(quoted ? [`${quotedBy(quoted)}\n${quotedText(quoted.text)}`] : []),
  ].join('\n\n');
  const html = [
    rich ? richHtml(rich) : textHtml(text),
    ...(signature === '' ? [] : [`<div>-- <br>\n${textHtml(signature)}</div>`]),
    ...(quoted
      ? [
          `<div>${textHtml(quotedBy(quoted))}<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${textHtml(quoted.text.slice(0, quotedLengthMax))}</blockquote></div>`,
        ]
      : []),
  ].join('\n<br>\n');
  const page = `<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n${html}\n</body></html>\n`;
  return { text: `${plain}\n`, html: page };
}

function quotedBy({ from, writtenAt }: { from: string; writtenAt: string }): string {
  return `On ${writtenAt}, ${from} wrote:`;
}

function quotedText(text: string): string {
  return text
    .slice(0, quotedLengthMax)
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');
}

function shortened(thread: readonly string[]): readonly string[] {
  return thread.length <= referencesMax
    ? thread
    : [...thread.slice(0, 1), ...thread.slice(1 - referencesMax)];
}

/** As an object, so that nothing in it is read as a list or as a name. */
function addressee(address: string): { name: string; address: string } {
  return { name: '', address };
}

/** Line breaks and control characters would begin a header of their own. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, subjectLengthMax);
}
