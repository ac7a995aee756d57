/** A killed import, and a killed undoing, go on where they were. `npm run torture` does it with 500,000 rows. */
import { expect, test } from 'vitest';
import { killImport, killUndo } from '../torture/importing.ts';
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

test('an undoing is whole, whatever ended the process', { timeout: 400_000 }, async () => {
  const program = await startProgram();
  try {
    const { killedAfter, customers } = await killUndo(program, 1_000);
    expect(killedAfter).toBeGreaterThan(0);
    expect(killedAfter).toBeLessThan(customers);
    await program.end();
  } finally {
    await program.clear();
  }
});
