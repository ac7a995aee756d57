/**
 * What a browser fetches for the widget. The frame has no origin, so its files are open to every origin; they hold no
 * secret, set no cookie, and who may show the frame is decided by `frame-ancestors`.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '../../../contract/errors.ts';
import { id, type Locale, locale } from '../../../contract/ids.ts';
import { pageFiles, sendFile } from './page-files.ts';
import { demoPage, demoPolicy, framePolicy } from './page-policies.ts';

type Deps = {
  /** Where the built widget lies. */
  distDir: string;
  publicUrl: () => string;
  /** The sites that may show an inbox's widget; undefined for an unknown inbox. Empty: every site. */
  readSites: (inboxId: string) => Promise<string[] | undefined>;
};
type PageQuery = { inbox?: unknown; lang?: unknown };

const loaderSeconds = 3_600;
const fileSeconds = 31_536_000;

/** `/widget.js`, the frame and its files, and the demo page. */
export function registerWidgetPages(app: FastifyInstance, deps: Deps): void {
  const fileNamed = pageFiles(deps.distDir);

  app.get('/widget.js', async (request, reply) => {
    openToAll(reply).header('cache-control', `public, max-age=${loaderSeconds}`);
    return sendFile(request, reply, await fileNamed('widget.js'));
  });

  app.get('/widget/page.js', async (request, reply) => {
    openToAll(reply).header('cache-control', `public, max-age=${loaderSeconds}`);
    return sendFile(request, reply, await fileNamed('page.js'));
  });

  app.get<{ Params: { file: string } }>('/widget/:file', async (request, reply) => {
    const { file } = request.params;
    // Only names with a hash in them: their content never changes.
    if (!/^frame-[\w-]+\.(js|css)$/.test(file)) throw new Problem('not-found');
    const found = await fileNamed(file);
    openToAll(reply).header('cache-control', `public, max-age=${fileSeconds}, immutable`);
    return sendFile(request, reply, found);
  });

  app.get<{ Querystring: PageQuery }>('/widget/frame', async (request, reply) => {
    const { sites } = await inboxOf(deps, request.query);
    reply
      .header('content-security-policy', framePolicy(deps.publicUrl(), sites))
      // Pages that isolate themselves across origins may show it too.
      .header('cross-origin-embedder-policy', 'require-corp')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store');
    return sendFile(request, reply, await fileNamed('frame.html'));
  });

  app.get<{ Querystring: PageQuery }>('/widget-demo', async (request, reply) => {
    const { inboxId } = await inboxOf(deps, request.query);
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', demoPolicy)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .send(demoPage(inboxId, localeOf(request.query)));
  });
}

function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('timing-allow-origin', '*');
}

/** The inbox that a page is for. @throws Problem `not-found` for anything but a known inbox. */
async function inboxOf(deps: Deps, query: PageQuery): Promise<{ inboxId: string; sites: string[] }> {
  const inboxId = id.safeParse(query.inbox);
  const sites = inboxId.success ? await deps.readSites(inboxId.data) : undefined;
  if (!inboxId.success || sites === undefined) throw new Problem('not-found', 'There is no such inbox.');
  return { inboxId: inboxId.data, sites };
}

function localeOf(query: PageQuery): Locale {
  const parsed = locale.safeParse(query.lang);
  return parsed.success ? parsed.data : 'en';
}
