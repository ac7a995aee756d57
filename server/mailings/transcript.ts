/** What was said, as a mail's text and simple HTML. Everything in it was typed by somebody: it is shown, never read as HTML. */
import type { Message } from '../../contract/conversations.ts';
import type { Locale } from '../../contract/ids.ts';
import { escapeHtml, type WrittenMail } from '../platform/mailer/index.ts';

export type MailingWords = {
  subject: string;
  /** Who sends on what. */
  intro: string;
  /** For a customer without a name. */
  customer: string;
  note: string;
  file: (name: string) => string;
};

type Frame = {
  locale: Locale;
  timeZone: string;
  words: MailingWords;
  comment: string;
  nameOf: (message: Message) => string;
};

/** The comment comes first, then each message under its author and time. */
export function transcriptMail(frame: Frame, messages: readonly Message[]): WrittenMail {
  const { locale, timeZone, words, comment } = frame;
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  const blocks = messages.map((message) => {
    const { note, occurredAt, text, attachments = [] } = message;
    const head = [frame.nameOf(message), ...(note ? [words.note] : []), time.format(new Date(occurredAt))];
    const lines = [...(text === '' ? [] : [text]), ...attachments.map(({ name }) => words.file(name))];
    return { head: head.join(' · '), body: lines.join('\n') };
  });
  const text = [
    ...(comment.trim() === '' ? [] : [comment]),
    `${words.intro} (${timeZone})`,
    ...blocks.map(({ head, body }) => `${head}\n${body}`),
  ].join('\n\n');
  const html = [
    ...(comment.trim() === '' ? [] : [paragraph(comment)]),
    `<p><small>${escapeHtml(`${words.intro} (${timeZone})`)}</small></p><hr>`,
    ...blocks.map(({ head, body }) => `<p><small>${escapeHtml(head)}</small></p>\n${paragraph(body)}`),
  ].join('\n');
  const page = `<!doctype html>\n<html lang="${locale}"><meta charset="utf-8"><body>\n${html}\n</body></html>\n`;
  return { subject: words.subject, text: `${text}\n`, html: page };
}

const paragraph = (text: string) => `<p dir="auto" style="white-space: pre-wrap">${escapeHtml(text)}</p>`;
