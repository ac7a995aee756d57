/** Builds the console into `dist/console`, to be served at `/`. */
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Browsers of the last two years; they know light-dark(), so that it need not be rewritten. */
const browsers = ['chrome123', 'edge123', 'firefox121', 'safari17.5'];

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  base: '/',
  plugins: [withoutSchemas(), react(), compressed()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    // The page's Content-Security-Policy allows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
});

/**
 * Leaves the schema library (30 KB) out of the bundle. Of the contract the console needs names, methods, paths and
 * types: the server checks what is sent. Whoever tries to check with a schema here is told so at once.
 */
function withoutSchemas(): Plugin {
  const stand = '\0without-schemas';
  const code = `
    const checks = ['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'options', 'shape'];
    const none = new Proxy(() => none, {
      get(_, name) {
        if (checks.includes(name)) throw new Error('Schemas are not part of the console: ' + name);
        return none;
      },
    });
    export const z = none;
  `;
  return {
    name: 'without-schemas',
    enforce: 'pre',
    resolveId: (id) => (id === 'zod' ? stand : undefined),
    load: (id) => (id === stand ? code : undefined),
  };
}

/** Puts a `.br` and a `.gz` beside each file that gains by it, for a server that compresses nothing as it goes. */
function compressed(): Plugin {
  const bytesMin = 1_024;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  return {
    name: 'compressed',
    apply: 'build',
    // Only what was written is final.
    writeBundle({ dir = '' }, bundle) {
      for (const [name, output] of Object.entries(bundle)) {
        const bytes = Buffer.from(output.type === 'chunk' ? output.code : output.source);
        if (!/\.(js|css|svg)$/.test(name) || bytes.length < bytesMin) continue;
        writeFileSync(`${dir}/${name}.br`, brotliCompressSync(bytes, brotli));
        writeFileSync(`${dir}/${name}.gz`, gzipSync(bytes));
      }
    },
  };
}
