/**
 * The document around the page of a mail, for a frame without `allow-scripts`. Its own policy stands behind what was made
 * safe and behind the frame: nothing runs, nothing is sent, and nothing is fetched but pictures of this site.
 */

const policy = [
  "default-src 'none'",
  "img-src 'self' data:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** White in dark as well: mails name some of their colours, and never all. Vertical room is given by whoever frames it. */
const sheet = [
  ':root{color-scheme:light;background:#fff}',
  "body{display:flow-root;margin:0;padding:12px;color:#1c1c21;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei',sans-serif;overflow-wrap:break-word}",
  'html{overflow-x:auto;overflow-y:hidden}',
  'img{max-width:100%}',
  'img:not([height]){height:auto}',
  // One that is left out: its words, and its room.
  'img:not([src]){background:#f3f3f6;color:#5a5a66;font-size:12px}',
  'pre{white-space:pre-wrap}',
  'a{color:#2d55c9}',
  'blockquote{margin:0 0 0 4px;padding-inline-start:12px;border-inline-start:2px solid #d4d4dc}',
  'table{border-spacing:0}',
].join('');

export type Sheet = { lang?: string; dir?: 'ltr' | 'rtl' | 'auto' };

/** The whole document around what `safePage` answered. */
export function pageDocument(safe: string, { lang, dir = 'auto' }: Sheet = {}): string {
  const said = lang !== undefined && /^[A-Za-z0-9-]{1,35}$/.test(lang) ? ` lang="${lang}"` : '';
  return [
    `<!doctype html><html${said}><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="referrer" content="no-referrer"><title></title><style>${sheet}</style></head>`,
    `<body dir="${dir}">${safe}</body></html>`,
  ].join('');
}
