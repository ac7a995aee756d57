/**
 * Text as a search compares it: without case, accents and signs. Server and clients fold alike, so that a client can mark
 * what was found. A letter is folded by itself, whatever stands around it.
 */

/** Marks that a search ignores: accents and vowel points. The voicing marks of kana tell one sound from another. */
const ignored = /(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]/u;
const mark = /\p{M}/u;
const invisible = /[\p{Cf}'’ʼʻ‘`´]/u;
const inWord = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
/** Letters that no decomposition takes apart, as people type them who lack the key. */
const spelledOut: Record<string, string> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/** A letter or digit in its plain form, nothing for what is no sound of its own, and a space for every other sign. */
export function foldLetter(letter: string): string {
  if (/^[a-z\d]$/.test(letter)) return letter;
  const plain = [...letter.normalize('NFKD')].filter(
    (part) => !invisible.test(part) && !(mark.test(part) && ignored.test(part)),
  );
  if (plain.length === 0) return '';
  return [...plain.join('').toLowerCase().normalize('NFC')]
    .map((part) => spelledOut[part] ?? (inWord.test(part) ? part : ' '))
    .join('');
}

/** A text's words, folded. Words are what stands between signs; `joão-luís@x.com` has four. */
export function foldedWords(text: string): string[] {
  let folded = '';
  for (const letter of text.normalize('NFC')) folded += foldLetter(letter);
  // Halves of letters, as of narrow Korean, find one another only now.
  return folded
    .normalize('NFC')
    .split(' ')
    .filter((word) => word !== '');
}

/** Written without spaces between words, so that any letter may begin one. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Whether a letter is of a script that is written without spaces. */
export function isUnspaced(letter: string): boolean {
  return unspaced.test(letter);
}
