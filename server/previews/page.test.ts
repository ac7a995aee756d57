import { expect, test } from 'vitest';
import { firstLink } from './link.ts';
import { readPage } from './page.ts';
import { createTurns } from './turns.ts';

test.each([
  ['gbk', 'cdcbbfeed5feb2df', '退款政策', false],
  ['big5', 'b068b4da', '退款', false],
  ['shift_jis', '95d49569', '返品', true],
  ['euc-kr', 'c8afbad2', '환불', true],
  ['windows-1252', '636166e9', 'café', false],
])('%s is read, whether the header or the head says so', (charset, bytes, title, isInHead) => {
  const head = isInHead ? `<meta charset=${charset}>` : '';
  const body = Buffer.concat([
    Buffer.from(`${head}<title>`),
    Buffer.from(bytes, 'hex'),
    Buffer.from('</title>'),
  ]);
  expect(readPage(body, isInHead ? 'text/html' : `text/html; charset=${charset}`)?.title).toBe(title);
});

test('an unknown charset is UTF-8; without a title there is no page; long words are cut', () => {
  expect(readPage(Buffer.from('<title>é</title>'), 'text/html; charset=x-mad')?.title).toBe('é');
  expect(readPage(Buffer.from('<h1>é</h1>'), 'text/html')).toBeUndefined();
  expect(readPage(Buffer.from(`<title>${'😀'.repeat(500)}</title>`), '')?.title).toBe(`${'😀'.repeat(199)}…`);
});

test('scripts and comments say nothing', () => {
  const body = '<script>"<title>a</title>"</script><!-- <title>b</title> --><title>c</title>';
  expect(readPage(Buffer.from(body), '')?.title).toBe('c');
});

test.each([
  ['See https://a.example/x?y=1#z.', 'https://a.example/x?y=1'],
  ['(http://a.example/b_(c))', 'http://a.example/b_(c)'],
  ['我们的政策：https://a.example/退款。谢谢', 'https://a.example/%E9%80%80%E6%AC%BE'],
  ['https://user@a.example/', undefined],
  ['https://a.example/\u202egpj.exe', undefined],
  ['ftp://a.example/ javascript:alert(1)', undefined],
  ['no link', undefined],
])('the first link of %s', (text, address) => expect(firstLink(text)?.href).toBe(address));

test('turns: so many at once, so many of a key, and what is too much gets none', async () => {
  const turns = createTurns({ atOnceMax: 3, atOnceOfKeyMax: 2, waitingOfKeyMax: 2 });
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const all = ['a', 'a', 'a', 'a', 'a', 'b', 'b'].map((key, at) => turns.take(key, work(`${key}${at}`)));
  await Promise.resolve();
  expect(begun).toEqual(['a0', 'a1', 'b5']);
  expect(await all[4]).toBeUndefined();
  for (let at = 0; at < ends.length; at += 1) {
    ends[at]?.();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(await Promise.all(all)).toEqual(['a0', 'a1', 'a2', 'a3', undefined, 'b5', 'b6']);
});
