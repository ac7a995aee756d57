/** The torture of screens fails where the hostile lists are missing, instead of trying none of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuseWithoutLists } from './torture/screens.ts';

test('without the lists it says which are missing, and where they should be', () => {
  expect(() => refuseWithoutLists(undefined)).toThrow('TEST_DATA_DIR is not set. Set it to the folder');
  const folder = mkdtempSync(join(tmpdir(), 'lists-'));
  try {
    mkdirSync(join(folder, 'hostile'));
    writeFileSync(join(folder, 'hostile/blns.json'), '["x"]');
    expect(() => refuseWithoutLists(folder)).toThrow(
      `${folder}, which has no hostile/dompurify-expect.json.`,
    );
    writeFileSync(join(folder, 'hostile/dompurify-expect.json'), '["x"]');
    expect(() => refuseWithoutLists(folder)).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
