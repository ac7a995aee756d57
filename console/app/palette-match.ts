/** Which commands a search means. */
import type { Command } from '../lib/commands.ts';

/** Without a search all that may be shown; with one those of which some word begins like each word searched for. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const wanted = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown = commands.filter((command) => command.isHidden !== true);
  return shown.filter((command) => {
    const text = plain(`${command.label} ${command.words ?? ''}`);
    const words = text.split(/[^\p{L}\p{N}]+/u);
    return wanted.every(
      (want) => words.some((word) => word.startsWith(want)) || (isHan(want) && text.includes(want)),
    );
  });
}

/** Lower case without accents: `cao` finds `ação`. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Chinese is written without spaces between words. */
function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
