/** A mail's text and simple HTML from its words. */
import { type Locale, locale } from '../../contract/ids.ts';
import { type MailWords, mailWords } from './locales/mail.ts';

export type MailText = { subject: string; text: string; html: string };

/** The mail in the workspace's language. Names are what people typed: they are shown, never read as HTML. */
export function mailText<K extends keyof MailWords>(
  kind: K,
  language: string,
  names: Parameters<MailWords[K]>[0],
  link: string,
): MailText {
  const known: Locale = locale.catch('en').parse(language);
  const wordsOf = mailWords[known][kind] as (given: typeof names) => ReturnType<MailWords[K]>;
  const { subject, lines, button, afterwards } = wordsOf(names);
  const text = [...lines, `${button}:\n${link}`, afterwards].join('\n\n');
  const paragraphs = [
    ...lines.map(escapeHtml),
    `<a href="${escapeHtml(link)}">${escapeHtml(button)}</a>`,
    escapeHtml(afterwards),
  ];
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const html = `<!doctype html>\n<html lang="${known}"><meta charset="utf-8"><body>\n${body}\n</body></html>\n`;
  return { subject, text: `${text}\n`, html };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
