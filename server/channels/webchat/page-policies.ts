/** What the widget's pages may do, and the demo page. */
import { createHash } from 'node:crypto';
import type { Locale } from '../../../contract/ids.ts';

/** The same as the loader sets on its iframe: it also binds who opens the frame's address by itself. */
const sandbox =
  'sandbox allow-scripts allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox';

/**
 * The frame's policy: its own files, its own server, no markup from strings, and only on the sites that may show it.
 * `sites` are patterns of the contract, which hold neither space nor semicolon; none means every site.
 */
export function framePolicy(publicUrl: string, sites: readonly string[]): string {
  const { origin } = new URL(publicUrl);
  const socket = origin.replace(/^http/, 'ws');
  const ancestors = sites.length === 0 ? ['*', 'file:'] : ["'self'", origin, ...sites];
  return [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `style-src 'self' ${origin}`,
    `img-src ${origin} blob:`,
    `media-src ${origin} blob:`,
    `connect-src 'self' ${origin} ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    `frame-ancestors ${[...new Set(ancestors)].join(' ')}`,
    sandbox,
  ].join('; ');
}

const style = [
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}',
  'body{max-width:36rem;margin:4rem auto;padding:0 1rem}',
].join('');
const styleHash = createHash('sha256').update(style).digest('base64');

/** The demo page's policy. */
export const demoPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  `style-src 'sha256-${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const demoWords: Record<Locale, { title: string; text: string }> = {
  en: { title: 'Web chat', text: 'This page shows the chat alone, as your visitors see it.' },
  'zh-CN': { title: '在线聊天', text: '此页面只展示聊天窗口，与访客看到的一样。' },
  'pt-BR': { title: 'Chat no site', text: 'Esta página mostra só o chat, como seus visitantes o veem.' },
};

/** A page with the widget alone. `inboxId` is a UUID: nothing in it needs escaping. */
export function demoPage(inboxId: string, locale: Locale): string {
  const { title, text } = demoWords[locale];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
<script async src="widget.js" data-inbox="${inboxId}"></script>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;
}
