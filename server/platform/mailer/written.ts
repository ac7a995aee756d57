/** A mail's text and simple HTML from its words. */

/** A line that leads somewhere has a `link`. */
type MailLine = string | { text: string; link: string };
export type MailWords = { subject: string; lines: MailLine[]; button: string; afterwards: string };
export type WrittenMail = { subject: string; text: string; html: string };

/** Names among the words are what people typed: they are shown, never read as HTML. */
export function writtenMail(language: string, words: MailWords, link: string): WrittenMail {
  const { subject, lines, button, afterwards } = words;
  const text = [...lines.map(plain), `${button}:\n${link}`, afterwards].join('\n\n');
  const paragraphs = [
    ...lines.map(marked),
    `<a href="${escapeHtml(link)}">${escapeHtml(button)}</a>`,
    escapeHtml(afterwards),
  ];
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const html = `<!doctype html>\n<html lang="${escapeHtml(language)}"><meta charset="utf-8"><body>\n${body}\n</body></html>\n`;
  return { subject, text: `${text}\n`, html };
}

function plain(line: MailLine): string {
  return typeof line === 'string' ? line : `${line.text}\n${line.link}`;
}

function marked(line: MailLine): string {
  if (typeof line === 'string') return escapeHtml(line);
  return `<a href="${escapeHtml(line.link)}">${escapeHtml(line.text)}</a>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
