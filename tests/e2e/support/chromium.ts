/**
 * The browser of the run: a Chromium out of an npm package, started once and shared by all files.
 *
 * Of the package only the files are used, not its launch arguments: those turn web security off, which is what these
 * tests are about. `BROWSER_PATH` names another Chromium, where the package has none for the machine.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz, { inflate } from '@sparticuz/chromium';
import { type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { officeHost, shopHost } from './hosts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browserEndpoint: string;
  }
}

const packageFolder = join(import.meta.dirname, '../../../node_modules/@sparticuz/chromium');

let server: BrowserServer | undefined;

/** Vitest's global set-up: starts the browser and tells the tests where it listens. */
export async function setup(project: TestProject): Promise<void> {
  const folder = process.env.BROWSER_PATH === undefined ? await unpack() : undefined;
  server = await chromium.launchServer({
    executablePath: process.env.BROWSER_PATH ?? join(folder ?? '', 'chromium'),
    args: [
      `--host-resolver-rules=${[shopHost, officeHost].map((host) => `MAP ${host} 127.0.0.1`).join(',')}`,
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-domain-reliability',
      '--no-pings',
      // A microphone that beeps, lent to every page whose policy allows it.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--disable-gpu',
      '--disable-software-rasterizer',
    ],
    ...(folder === undefined ? {} : { env: environmentIn(folder) }),
  });
  project.provide('browserEndpoint', server.wsEndpoint());
}

export async function teardown(): Promise<void> {
  await server?.close();
}

/** The package's files in a folder per version. It appears whole or not at all, whoever else unpacks at the same time. */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const folder = join(tmpdir(), `rapport-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh;
  try {
    await sparticuz.executablePath();
    await inflate(join(packageFolder, 'bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(fresh, 'fonts/fonts.conf'), fontsConfig(join(folder, 'fonts')));
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  return folder;
}

/** The libraries that Chromium wants and a bare machine lacks; and its fonts, where the system knows of none. */
function environmentIn(folder: string): NodeJS.ProcessEnv {
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return { ...process.env, ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
}

function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
}
