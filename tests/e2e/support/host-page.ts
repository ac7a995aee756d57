/** A business's own site: a few pages on an origin of their own, with our snippet on each. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { shopHost } from './hosts.ts';

export type HostPage = { url: string; close: () => Promise<void> };

export type PageOptions = {
  title?: string;
  /** Passed to `Rapport.identify` by the stub, before the widget has loaded. */
  identityToken?: string;
  lang?: string;
};

/** Serves every path, each with the snippet of `docs/using/web-chat.md`. `script` is the widget's address. */
export async function serveHostPage(script: string, inboxId: string): Promise<HostPage> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://host');
    const options: PageOptions = Object.fromEntries(searchParams);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageOf(script, inboxId, options));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${shopHost}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path of a page of the site, with its options. */
export function pathOf(path: string, options: PageOptions = {}): string {
  return `${path}?${new URLSearchParams(options)}`;
}

function pageOf(script: string, inboxId: string, options: PageOptions): string {
  const { title = 'Shop', identityToken, lang = 'en' } = options;
  const identify = identityToken === undefined ? '' : `Rapport.identify(${inScript(identityToken)});`;
  return `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<script>
window.Rapport ??= { q: [] };
for (const call of ['identify', 'open', 'close', 'logout', 'consent', 'track', 'on'])
  Rapport[call] ??= (...values) => Rapport.q.push([call, ...values]);
${identify}
</script>
<script async src="${script}" data-inbox="${inboxId}"></script>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p><a href="/">Home</a> <a href="/pricing?title=Pricing">Pricing</a></p>
${'<p>Bread, cake and coffee, every day from seven.</p>\n'.repeat(40)}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function inScript(text: string): string {
  return JSON.stringify(text).replaceAll('<', '\\u003c');
}
