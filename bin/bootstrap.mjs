/**
 * Makes a fresh clone ready: packages, a Node that runs TypeScript, and the built console and widget. npm calls it
 * before `start`, `test` and `rapport`; when all is there it takes milliseconds. It runs on any Node from 20 on, so
 * it is plain JavaScript and imports no package. It writes to stderr alone: stdout belongs to the command.
 */
import { buildStale } from './bootstrap/build.mjs';
import { installWhenStale } from './bootstrap/install.mjs';
import { provideNode } from './bootstrap/node.mjs';

const command = process.argv[2] ?? 'start';

try {
  await installWhenStale({ withDevelopment: ['test', 'bench', 'torture'].includes(command) });
  const node = provideNode();
  if (!['rapport', 'demo'].includes(command)) await buildStale(node);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
