/** The console's own component for a mail's page, built with all that it stands on, without the rest of the console. */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import type { Served } from './mail-frames.ts';

const consoleFolder = path.join(import.meta.dirname, '../../../console');

/** Draws it in the language and with the mail that the page says: `window.mail`. */
const entry = `
  import { createElement as h, Suspense, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import { MantineProvider } from '@mantine/core';
  import '@mantine/core/styles.css';
  import { MailFrame } from '${consoleFolder}/features/mail/mail-frame.tsx';
  import { LocaleProvider } from '${consoleFolder}/lib/i18n.tsx';
  import { themeInWords, variables } from '${consoleFolder}/ui/tokens.ts';
  import '${consoleFolder}/app/base.css';
  const theme = themeInWords({ close: 'Close', showPassword: 'Show' });
  function Mail() {
    const { locale, without, withPictures } = window.mail;
    const [shown, show] = useState(without);
    const frame = h(MailFrame, { ...shown, onShowPictures: () => show(withPictures) });
    const sized = h('main', { style: { padding: 16 } }, h('h1', null, 'Mail'), h(Suspense, null, frame));
    return h(LocaleProvider, { locale }, h(MantineProvider, { theme, cssVariablesResolver: variables, defaultColorScheme: 'auto' }, sized));
  }
  window.start = () => createRoot(document.getElementById('root')).render(h(Mail));
`;

/** The files of a site, by their paths. */
export async function builtMailFrame(): Promise<Record<string, Served>> {
  const id = '\0mail-frame-entry.js';
  const ours: Plugin = {
    name: 'mail-frame-entry',
    resolveId: (source) => (source === 'mail-frame-entry' ? id : undefined),
    load: (source) => (source === id ? entry : undefined),
  };
  const before = process.env.NODE_ENV;
  // As people have it: the tests' own mode would bring React's advice to developers along.
  process.env.NODE_ENV = 'production';
  const built = await build({
    configFile: false,
    root: consoleFolder,
    logLevel: 'warn',
    plugins: [ours, react()],
    publicDir: false,
    build: {
      write: false,
      minify: false,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: 'mail-frame-entry',
        output: { entryFileNames: 'entry.js', assetFileNames: 'assets/[name][extname]' },
      },
    },
  });
  process.env.NODE_ENV = before;
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const files: Record<string, Served> = {};
  for (const output of outputs) {
    const isCode = output.type === 'chunk';
    const type = isCode ? 'text/javascript' : output.fileName.endsWith('.css') ? 'text/css' : 'font/woff2';
    files[`/${output.fileName}`] = { type, body: isCode ? output.code : Buffer.from(output.source) };
  }
  const sheets = Object.keys(files).filter((name) => name.endsWith('.css'));
  const links = sheets.map((name) => `<link rel="stylesheet" href="${name}">`).join('');
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Desk</title>${links}</head><body><div id="root"></div><script type="module" src="/entry.js"></script></body></html>`;
  return { ...files, '/desk': { type: 'text/html; charset=utf-8', body } };
}
