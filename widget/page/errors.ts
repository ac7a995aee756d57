/**
 * Tells the server of scripts that fail on the page of a visitor with a session: whoever answers them sees what they saw. A few
 * of each page, each once, and never what came in an address.
 */
import type { Ask } from '../bridge.ts';
import { randomId } from '../random-id.ts';

const errorsMax = 5;
/** Limits of the server (`recordPageError`). */
const lengthMax = 500;

/** Listens from now on. `url`: where the visitor is. */
export function watchErrors(ask: Ask, token: () => string | null, url: () => string): void {
  const told = new Set<string>();

  function tell(message: unknown, source: string | null) {
    const bearer = token();
    const text = typeof message === 'string' ? message.trim().slice(0, lengthMax) : '';
    if (!bearer || !text || told.size >= errorsMax || told.has(text) || !url().startsWith('http')) return;
    told.add(text);
    void ask('POST', 'page-errors', bearer, { id: randomId(), url: url(), message: text, source });
  }

  addEventListener('error', ({ message, filename, lineno }) =>
    tell(message, filename ? `${filename.replace(/[?#].*/s, '')}:${lineno}`.slice(0, lengthMax) : null),
  );
  addEventListener('unhandledrejection', ({ reason }) =>
    tell(reason instanceof Error ? `${reason.name}: ${reason.message}` : reason, null),
  );
}
