/** `node bin/check-floors.ts [folder]`: checks the laws of ARCHITECTURE.md. Exits 1 if one is broken. */
import { resolve } from 'node:path';
import { checkFloors } from './floors/check.ts';

const started = performance.now();
const root = resolve(process.argv[2] ?? resolve(import.meta.dirname, '..'));
const { files, migrations, violations } = checkFloors(root);

for (const { law, file, line, what, mend } of violations) {
  process.stdout.write(`${file}:${line} [${law}] ${what}\n    To mend: ${mend}\n`);
}
const count = violations.length === 0 ? 'all laws hold' : `${violations.length} violations`;
const time = Math.round(performance.now() - started);
process.stdout.write(`Floors: ${count}; ${files} files and ${migrations} migrations read in ${time} ms.\n`);
if (violations.length > 0) process.exitCode = 1;
