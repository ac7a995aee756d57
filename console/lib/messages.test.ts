import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { locales } from '../../contract/ids.ts';

const files = import.meta.glob<Record<string, string>>('../locales/*/*.json', {
  import: 'default',
  eager: true,
});
const features = [...new Set(Object.keys(files).map((path) => path.split('/')[3] ?? ''))].sort();

const messagesOf = (locale: string, file: string) => files[`../locales/${locale}/${file}`] ?? {};

/** Everything that a message fills in: arguments and tags, with the branches of selects. */
function holesOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element): string[] => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return [`<${element.value}>`, ...holesOf(element.children)];
      case TYPE.select: {
        const branches = Object.values(element.options).flatMap(({ value }) => holesOf(value));
        return [`${element.value}:${Object.keys(element.options).sort()}`, ...branches];
      }
      case TYPE.plural:
        return [element.value, ...Object.values(element.options).flatMap(({ value }) => holesOf(value))];
      default:
        return [element.value];
    }
  });
}

const holes = (message: string) => [...new Set(holesOf(parse(message)))].sort();

test('there are features to check', () => expect(features.length).toBeGreaterThan(5));

test.each(features)('%s says the same things in every language', (file) => {
  const english = messagesOf('en', file);
  for (const locale of locales) {
    const messages = messagesOf(locale, file);
    expect(Object.keys(messages).sort(), locale).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(messages)) {
      expect(message.trim(), `${locale} ${key}`).not.toBe('');
      expect(holes(message), `${locale} ${key}`).toEqual(holes(english[key] ?? ''));
    }
  }
});

test.each(features)('%s is written in its own language', (file) => {
  const english = messagesOf('en', file);
  const isSame = (locale: string, key: string) => messagesOf(locale, file)[key] === english[key];
  // Names and single words may be alike; a sentence that is has been forgotten.
  const forgotten = Object.keys(english).flatMap((key) =>
    ['zh-CN', 'pt-BR'].filter((locale) => isSame(locale, key) && (english[key] ?? '').split(' ').length > 3),
  );
  expect(forgotten).toEqual([]);
});
