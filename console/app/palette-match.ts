/** Which commands a search means, and where the arrows lead. */
import type { Command } from '../lib/commands.ts';

/** The order in which groups are shown: what can be done here comes before going elsewhere. */
export const groupOrder = [
  'list',
  'conversation',
  'customer',
  'company',
  'go',
  'act',
  'help',
] as const satisfies readonly Command['group'][];

/** The commands that match, by group. */
export function resultsOf(
  commands: readonly Command[],
  query: string,
): { group: Command['group']; commands: Command[] }[] {
  const found = matching(commands, query);
  return groupOrder
    .map((group) => ({ group, commands: found.filter((command) => command.group === group) }))
    .filter((part) => part.commands.length > 0);
}

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

/** The place that a key leads to in a list of `count`, round and round; `undefined` for other keys. */
export function moved(key: string, from: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (from + 1) % count;
    case 'ArrowUp':
      return (from - 1 + count) % count;
    case 'PageDown':
      return count - 1;
    case 'PageUp':
      return 0;
    default:
      return undefined;
  }
}

/** Lower case without accents: `cao` finds `ação`. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Chinese is written without spaces between words. */
function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
