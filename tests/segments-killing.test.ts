/** Killed in the middle of deciding, the server decides it once all the same. */
import { expect, test } from 'vitest';
import { startProgram } from './torture/program.ts';
import { killWhileSegmenting } from './torture/segments.ts';

test('segments are what they should be, whatever ended the process', { timeout: 240_000 }, async () => {
  const program = await startProgram();
  try {
    const { moves } = await killWhileSegmenting(program, { customers: 1_500, kills: 3, seed: 20_260_501 });
    // Everybody is in one of two, and changed sides once.
    expect(moves).toBeGreaterThanOrEqual(1_500 * 3);
    await program.end();
  } finally {
    await program.clear();
  }
});
