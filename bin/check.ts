/**
 * `npm test`: everything that must hold, one section each: types, style, floors, dead code, then all tests. Each run of
 * a tool counts as one test. Ends with one line, `N passed, N failed`.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runTests } from './check/tests.ts';
import { runTool } from './check/tool.ts';

const root = resolve(import.meta.dirname, '..');
const roots = ['contract', 'server', 'console', 'widget', 'sdk', 'bin', 'tests'];
const node = process.execPath;

const total = { passed: 0, failed: 0 };

function heading(text: string): void {
  process.stdout.write(`\n── ${text} ${'─'.repeat(Math.max(3, 70 - text.length))}\n`);
}

async function tool(name: string, script: string, ...args: string[]): Promise<void> {
  const passed = await runTool(name, node, [join(root, script), ...args], root);
  if (passed) total.passed += 1;
  else total.failed += 1;
}

function hasSources(folder: string): boolean {
  return readdirSync(join(root, folder), { recursive: true }).some((name) => /\.tsx?$/.test(String(name)));
}

heading('Types');
for (const folder of roots.filter(hasSources)) {
  await tool(`types of ${folder}`, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', folder);
}
heading('Style');
await tool('style', 'node_modules/@biomejs/biome/bin/biome', 'check', '.');
heading('Floors');
await tool('floors', 'bin/check-floors.ts');
heading('Dead files and packages');
await tool(
  'dead files and packages',
  'node_modules/knip/bin/knip.js',
  '--no-progress',
  '--include',
  'files,dependencies,unlisted',
);
heading('Tests');
const tests = await runTests(root);
total.passed += tests.passed;
total.failed += tests.failed;
if (tests.skipped.length > 0) {
  heading('Skipped');
  process.stdout.write(tests.skipped.map((line) => `${line}\n`).join(''));
}

process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
