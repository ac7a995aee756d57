/** How an avatar stands for somebody: letters and a tint, the same on every screen. */

/** How many tints avatars come in; their colours stand in `avatar.module.css`. */
export const tintsCount = 6;

/** One or two letters of a name: first and last word, or one character where a script writes names without spaces. */
export function initials(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/[\s·・]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = firstCharacter(words[0]);
  if (first === '') return '?';
  if (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(first)) return first;
  const last = words.length > 1 ? firstCharacter(words.at(-1)) : '';
  return (first + last).toLocaleUpperCase('en');
}

function firstCharacter(word: string | undefined): string {
  return Array.from(word ?? '').find((character) => /[\p{L}\p{N}]/u.test(character)) ?? '';
}

/** The tint of somebody, from an id that never changes. */
export function tint(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % tintsCount;
}
