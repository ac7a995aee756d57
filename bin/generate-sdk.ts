/** Writes `sdk/operations.generated.ts` from the API's OpenAPI document. `--check` only says whether it is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openApiDocument } from '../contract/openapi.ts';
import { printOperations } from './sdk-types.ts';

const file = path.join(import.meta.dirname, '../sdk/operations.generated.ts');
const text = printOperations(openApiDocument('http://localhost:4100'));

if (process.argv.includes('--check')) {
  const current = await readFile(file, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('sdk/operations.generated.ts is out of date. Run: npm run sdk');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
}
