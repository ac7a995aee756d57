/**
 * The people of a test, each with a browser context of their own: cookies, storage, language, colours, screen.
 *
 * Whatever their pages complain about (errors on the console, violations of a content policy, failed requests) fails the
 * test, unless it has said what to expect. When a test fails, every page is photographed into `tests/artifacts`.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, expect, inject } from 'vitest';
import { signIn } from '../../support/people.ts';
import { patienceMs } from './patience.ts';
import type { Login, Site } from './site.ts';

export type Looks = {
  locale?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  reducedMotion?: 'reduce' | 'no-preference';
};

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export type Crowd = {
  /** Somebody's page with nothing on it. The name stands before what their pages complain about. */
  somebody: (name: string, looks?: Looks, options?: BrowserContextOptions) => Promise<Page>;
  /** A member's page of the console, signed in. */
  member: (name: string, login: Login, looks?: Looks) => Promise<Page>;
  /** Another page of the same person: a new tab. */
  tab: (page: Page) => Promise<Page>;
  /** Complaints that match are part of the test. */
  expectComplaints: (pattern: RegExp) => void;
};

const artifacts = path.join(import.meta.dirname, '../../artifacts');

let browser: Promise<Browser> | undefined;
afterAll(async () => (await browser)?.close());

/** Runs `work` with people who come to a site, and sees them off. */
export async function withCrowd(
  site: Pick<Site, 'url'>,
  work: (crowd: Crowd) => Promise<void>,
): Promise<void> {
  browser ??= chromium.connect(inject('browserEndpoint'));
  const connected = await browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const somebody: Crowd['somebody'] = async (name, looks = {}, options = {}) => {
    const context = await connected.newContext({
      locale: 'en-US',
      viewport: desk,
      reducedMotion: 'reduce',
      ...looks,
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    contexts.push(context);
    await watch(context, (complaint) => complaints.push(`${name}: ${complaint}`));
    return context.newPage();
  };
  try {
    await work({
      somebody,
      member: async (name, login, looks) => {
        const page = await somebody(name, looks);
        await page.context().addCookies(cookiesFor(site.url, await signIn(site.url, login)));
        return page;
      },
      tab: (page) => page.context().newPage(),
      expectComplaints: (pattern) => expected.push(pattern),
    });
    expect(complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))).toEqual(
      [],
    );
  } catch (error) {
    await photograph(contexts);
    if (complaints.length > 0) console.error(`Complaints of the pages:\n${complaints.join('\n')}`);
    throw error;
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}

/** Hands on everything that goes wrong on the pages of a context, in all their frames. */
async function watch(context: BrowserContext, complain: (complaint: string) => void): Promise<void> {
  await context.exposeBinding('__violated', (_source, text: string) => complain(`content policy: ${text}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const told = `${effectiveDirective} ${blockedURI} ${sourceFile}`;
      (globalThis as unknown as { __violated(text: string): void }).__violated(told);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complain(`error: ${error.error().stack ?? error.error().message}`));
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    // A page that is left takes its requests with it.
    if (why !== 'net::ERR_ABORTED') complain(`request: ${request.method()} ${request.url()} ${why}`);
  });
}

function cookiesFor(url: string, header: string) {
  return header.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url, httpOnly: true };
  });
}

async function photograph(contexts: readonly BrowserContext[]): Promise<void> {
  const name = (expect.getState().currentTestName ?? 'test').replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  mkdirSync(artifacts, { recursive: true });
  const pages = contexts.flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: path.join(artifacts, `${name}-${index + 1}.png`) }).catch(() => {});
  }
}
