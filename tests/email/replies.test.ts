/** Real replies in a dozen languages: what is new in each is found, and nothing is lost. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldText } from '../../server/channels/email/testing.ts';

const data = process.env.TEST_DATA_DIR;
const folder = path.join(data ?? '', 'mail/email_reply_trimmer/test');
const withoutSpace = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Where we fold more or less than the library the replies are of, and why. */
const differing: Record<string, string> = {
  embedded_email_16: 'it answers below a quote: we fold the quote and keep the answer',
  embedded_email_17: 'the same',
  embedded_email_7: 'an answer between two quotes: we fold both, and keep the answer',
  quote_and_text: 'the same as the first',
  spam_1: 'it is nothing but a quote: we show it, or the mail would look empty',
};

describe.skipIf(!data)('the replies of email_reply_trimmer (TEST_DATA_DIR)', () => {
  const names = data ? readdirSync(path.join(folder, 'emails')).sort() : [];

  test('are split without loss, and stripped as expected', () => {
    expect(names).toHaveLength(64);
    const different: string[] = [];
    for (const name of names) {
      const text = readFileSync(path.join(folder, 'emails', name), 'utf8');
      const parts = foldText(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      const stripped = parts.filter((part) => part.kind === 'new').map((part) => part.text);
      const expected = readFileSync(path.join(folder, 'trimmed', name), 'utf8');
      if (withoutSpace(stripped.join('')) !== withoutSpace(expected))
        different.push(name.replace('.txt', ''));
    }
    expect(different).toEqual(Object.keys(differing).sort());
  });
});
