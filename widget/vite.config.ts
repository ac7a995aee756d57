/**
 * Builds the widget into `dist/widget`: `widget.js` (the loader, one classic script of its own) and `frame.html` with
 * its hashed script and style, and `page.js`, which the loader fetches when there is a visitor to do something for. Run as `vite build widget`.
 */
import { defineConfig } from 'vite';

const target = 'es2022';
const inputAt = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname);

export default defineConfig({
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [
    {
      name: 'plain-imports',
      enforce: 'pre',
      // What is fetched later has neither styles nor parts of its own: nothing is to be fetched ahead of it.
      load: (id) =>
        id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : undefined,
    },
  ],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  environments: {
    client: {
      build: {
        target,
        outDir: '../dist/widget',
        emptyOutDir: true,
        modulePreload: false,
        rolldownOptions: {
          input: inputAt('./frame.html'),
          output: {
            entryFileNames: 'frame-[hash].js',
            chunkFileNames: 'frame-[hash].js',
            assetFileNames: 'frame-[hash][extname]',
          },
        },
      },
    },
    loader: {
      consumer: 'client',
      build: {
        target,
        outDir: '../dist/widget',
        emptyOutDir: false,
        modulePreload: false,
        // As a library, so that its one dynamic import stays as it is written.
        lib: {
          entry: inputAt('./loader/main.ts'),
          formats: ['iife'],
          name: 'RapportLoader',
          fileName: () => 'widget.js',
        },
      },
    },
    page: {
      consumer: 'client',
      build: {
        target,
        outDir: '../dist/widget',
        emptyOutDir: false,
        modulePreload: false,
        rolldownOptions: {
          input: inputAt('./page/main.ts'),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: 'page.js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'loader', 'page']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
