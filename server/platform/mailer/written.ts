/** A mail's text and simple HTML from its words. */

export type MailWords = { subject: string; lines: string[]; button: string; afterwards: string };
export type WrittenMail = { subject: string; text: string; html: string };

/** Names among the words are what people typed: they are shown, never read as HTML. */
export function writtenMail(language: string, words: MailWords, link: string): WrittenMail {
  const { subject, lines, button, afterwards } = words;
  const text = [...lines, `${button}:\n${link}`, afterwards].join('\n\n');
  const paragraphs = [
    ...lines.map(escapeHtml),
    `<a href="${escapeHtml(link)}">${escapeHtml(button)}</a>`,
    escapeHtml(afterwards),
  ];
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const html = `<!doctype html>\n<html lang="${escapeHtml(language)}"><meta charset="utf-8"><body>\n${body}\n</body></html>\n`;
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
