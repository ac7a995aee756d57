/** Mails in frames such as the console's, on a page of one site; what they reach elsewhere is counted. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { frameWalls } from '../../../console/features/mail/testing.ts';

export { frameWalls };
export type Served = { type: string; body: string | Buffer };

/** A server that remembers every request, and answers those that are known. */
export async function startSite(
  answers: Readonly<Record<string, Served>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const asked: { path: string; referer: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, referer: request.headers.referer });
    const found = answers[path.split('?')[0] ?? ''];
    response.writeHead(found ? 200 : 404, { ...headers, 'content-type': found?.type ?? 'text/plain' });
    response.end(found?.body ?? 'nothing');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Everything that a page says or does beyond showing: dialogs, tabs, requests, and what its console complains about. */
export function watchPage(page: Page) {
  const seen = {
    dialogs: [] as string[],
    tabs: [] as string[],
    requests: [] as string[],
    said: [] as string[],
  };
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message());
    dialog.dismiss().catch(() => undefined);
  });
  page.context().on('page', (tab) => seen.tabs.push(tab.url()));
  page.context().on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => seen.said.push(message.text()));
  page.on('pageerror', (error) => seen.said.push(error.message));
  return seen;
}

/** Shows each document in a frame of its own until it is loaded; answers what is wrong with the frames then. */
export async function showAll(page: Page, documents: readonly string[]): Promise<string[]> {
  return page.evaluate(
    async ({ all, walls, graceMs }) => {
      const frames = all.map((html) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', walls.sandbox);
        frame.referrerPolicy = walls.referrerPolicy;
        frame.srcdoc = html;
        return frame;
      });
      const loaded = frames.map(
        (frame) => new Promise((resolve) => frame.addEventListener('load', resolve, { once: true })),
      );
      document.body.append(...frames);
      await Promise.all(loaded);
      // What is put off a little has its chance as well.
      await new Promise((resolve) => setTimeout(resolve, graceMs));
      const faults = frames.flatMap((frame, at) => {
        const shown = frame.contentWindow as unknown as { __xss?: unknown } | null;
        const url = frame.contentDocument?.URL;
        return [
          ...(shown && '__xss' in shown ? [`ran: ${all[at]}`] : []),
          ...(url === 'about:srcdoc' ? [] : [`went to ${url}: ${all[at]}`]),
        ];
      });
      if ('__xss' in window) faults.push('ran in the page around them');
      for (const frame of frames) frame.remove();
      return faults;
    },
    { all: documents, walls: frameWalls, graceMs: 150 },
  );
}
