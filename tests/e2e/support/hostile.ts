/** Texts that try to be more than text, and the watch over whether one of them succeeds. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** A few of each kind, for the places where people type one by one. */
export const ownPayloads: readonly string[] = [
  '<img src=x onerror=__xss=1>',
  '<script>__xss=1</script>',
  '"><svg/onload=__xss=1>',
  "'-__xss=1-'",
  '</textarea></title></style></script><script>__xss=1</script>',
  '<iframe srcdoc="<script>parent.__xss=1</script>"></iframe>',
  '<a href="javascript:__xss=1">click</a> javascript:__xss=1',
  'jAvAsCrIpT&colon;__xss=1 data:text/html,<script>__xss=1</script>',
  '<form action="javascript:__xss=1"><button formaction="javascript:__xss=1">go',
  '<math><mtext><table><mglyph><style><img src=x onerror=__xss=1>',
  '<style>@import "https://evil.example/x.css";*{position:fixed}</style>',
  '<meta http-equiv="refresh" content="0;url=javascript:__xss=1"><base href="https://evil.example/">',
  '{{constructor.constructor("__xss=1")()}} #{__xss=1} <%= __xss=1 %>',
  '<b>{name}</b> {count, plural, other {#}} %s %1$s &lt;b&gt; &#x3c;script&#x3e;',
  'https://bank.example@evil.example/ https://xn--80ak6aa92e.com/ http://аррӏе.com',
  'e\u202Etxt.exe \u200B\u2066 \uFEFF Z\u0335\u030D\u0306a\u0334l\u0335g\u0336o\u0337 👩‍👩‍👧‍👦 ﷽',
  '../../../etc/passwd %00 \\u0000 ; DROP TABLE entries; --',
];

export const hostileLists = ['dompurify-expect.json', 'blns.json'] as const;
export type HostileList = (typeof hostileLists)[number];

/** Where a list of the shared data lies; `undefined` where it does not. */
export function fileOfList(name: HostileList, dataDir = process.env.TEST_DATA_DIR): string | undefined {
  const file = path.join(dataDir ?? '', 'hostile', name);
  return dataDir && existsSync(file) ? file : undefined;
}

/** A list of the shared data; `undefined` where it is not there. */
export function hostileList(name: HostileList): string[] | undefined {
  const file = fileOfList(name);
  if (file === undefined) return undefined;
  const rows: (string | { payload: string })[] = JSON.parse(readFileSync(file, 'utf8'));
  return rows.map((row) => (typeof row === 'string' ? row : row.payload));
}

/** From now on, whatever runs on a page of this person leaves a trace in its frame. */
export async function layCanary(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const trace = () => {
      (globalThis as { __xss?: unknown }).__xss = 1;
    };
    for (const name of ['alert', 'confirm', 'prompt', 'print'] as const) {
      Object.defineProperty(globalThis, name, { value: trace });
    }
  });
}

/** The frames in which something ran. */
export async function ranOn(page: Page): Promise<string[]> {
  const traces = await Promise.all(
    page
      .frames()
      .map(async (frame) => ((await frame.evaluate(() => '__xss' in globalThis)) ? [frame.url()] : [])),
  );
  return traces.flat();
}

/** Links that lead elsewhere than to a page, a mail or a call, or that hand the page over. */
export function badLinksIn(page: Page | ReturnType<Page['frameLocator']>): Promise<string[]> {
  return page.locator('a[target]').evaluateAll((links) =>
    (links as HTMLAnchorElement[])
      .filter(({ protocol, relList }) => {
        const isKnown = ['http:', 'https:', 'mailto:', 'tel:'].includes(protocol);
        return !isKnown || !relList.contains('noopener') || !relList.contains('noreferrer');
      })
      .map((link) => link.outerHTML),
  );
}
