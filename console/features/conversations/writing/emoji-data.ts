/**
 * The emoji and the words for them in one language, fetched when they are first wanted. The lists were made from emojibase-data
 * 17.0.0 (MIT, © Miles Johnson; words from Unicode CLDR): the character, its group, its label and tags.
 */
import type { Locale } from '../../../../contract/ids.ts';

export type Emoji = { sign: string; group: number; words: string };

const recentKey = 'rapport.emoji';
export const recentMax = 16;
const foundMax = 96;

const lists: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import('./emoji/en.json'),
  'zh-CN': () => import('./emoji/zh-CN.json'),
  'pt-BR': () => import('./emoji/pt-BR.json'),
};

/** All of them, in their usual order. */
export async function fetchEmoji(locale: Locale): Promise<Emoji[]> {
  const rows = (await lists[locale]()).default as [string, number, string][];
  return rows.map(([sign, group, words]) => ({ sign, group, words }));
}

/** Those of which each word that was typed begins one of theirs, then those that hold it anywhere. */
export function foundEmoji(all: readonly Emoji[], typed: string): Emoji[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const fits = (emoji: Emoji, isIn: (words: string, word: string) => boolean) =>
    wanted.every((word) => isIn(plain(emoji.words), word));
  const begins = all.filter((emoji) => fits(emoji, (words, word) => ` ${words}`.includes(` ${word}`)));
  const holds = all.filter(
    (emoji) => !begins.includes(emoji) && fits(emoji, (words, word) => words.includes(word)),
  );
  return [...begins, ...holds].slice(0, foundMax);
}

function plain(words: string): string {
  return words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** What was taken last in this browser, the newest first. */
export function recentEmoji(storage: Pick<Storage, 'getItem'>): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(recentKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, recentMax) : [];
  } catch {
    return [];
  }
}

/** Keeps that one was taken. */
export function keepRecent(storage: Pick<Storage, 'getItem' | 'setItem'>, sign: string): void {
  const next = [sign, ...recentEmoji(storage).filter((one) => one !== sign)].slice(0, recentMax);
  try {
    storage.setItem(recentKey, JSON.stringify(next));
  } catch {
    // No room or no permission to store.
  }
}
