import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readArchive, writeArchive } from './archive.ts';

test('an entry that nobody reads, however large, holds up none of those behind it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
  const file = path.join(folder, 'a.tar.gz');
  try {
    const large = Buffer.alloc(3_000_000, 'x');
    await writeArchive(createWriteStream(file), async (archive) => {
      await archive.add('large', large);
      await archive.add('small', 'read');
      await archive.add('larger', large);
      await archive.add('last', 'read as well');
    });
    const read: Record<string, string> = {};
    for await (const { name, content } of readArchive(file)) {
      if (name.startsWith('large')) continue;
      let text = '';
      for await (const chunk of content) text += chunk;
      read[name] = text;
    }
    expect(read).toEqual({ small: 'read', last: 'read as well' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
