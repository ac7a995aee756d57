/** A killed import goes on where it was. `npm run torture` does it with 500,000 rows. */
import { expect, test } from 'vitest';
import { killImport } from '../torture/importing.ts';
import { startProgram } from '../torture/program.ts';

test('rows are there once, whatever ended the process', { timeout: 180_000 }, async () => {
  const program = await startProgram();
  try {
    const { killedAfter, peakMegabytes } = await killImport(program, 20_000, 1);
    expect(killedAfter).toBeLessThan(20_000);
    expect(peakMegabytes).toBeLessThan(400);
    await program.end();
  } finally {
    await program.clear();
  }
});
