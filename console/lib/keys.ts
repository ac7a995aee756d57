/** Reads the keyboard: which command a key, or two keys one after the other, stands for. */
import type { Command } from './commands.ts';

/** The second key of a pair must follow within this time. */
export const sequenceMsMax = 1_200;

/** The part of a key event that decides. */
type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  /** Whether a text field, a select or an open dialog has the keyboard. */
  isTaken: boolean;
};

export type KeyReader = (press: Press, commands: readonly Command[], now: number) => Command | undefined;

/** Makes a reader. `singleKeys()` is the member's setting: off, only combinations with a modifier count. */
export function createKeyReader(singleKeys: () => boolean): KeyReader {
  let first: { key: string; at: number } | undefined;
  return (press, commands, now) => {
    const waiting = first && now - first.at <= sequenceMsMax ? first.key : undefined;
    first = undefined;
    const pressed = nameOf(press);
    if (pressed.includes('+')) return find(commands, pressed);
    if (press.isTaken || press.altKey || !singleKeys()) return undefined;
    const pair = waiting === undefined ? undefined : find(commands, `${waiting} ${pressed}`);
    if (pair) return pair;
    const single = find(commands, pressed);
    if (!single && commands.some((command) => command.keys?.startsWith(`${pressed} `))) {
      first = { key: pressed, at: now };
    }
    return single;
  };
}

/** The name of a key press as commands write it: `e`, `?`, `mod+k`, `mod+Enter`. */
function nameOf(press: Press): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return press.ctrlKey || press.metaKey ? `mod+${press.shiftKey ? 'shift+' : ''}${key}` : key;
}

function find(commands: readonly Command[], keys: string): Command | undefined {
  const meant = commands.filter((command) => command.keys === keys);
  // A place to go gives way to what the screen itself does by that key.
  return meant.findLast(({ group }) => group !== 'go') ?? meant.at(-1);
}

/** Keys as the sheet shows them: `['⌘', 'K']`, `['g', 'c']`. */
export function shownKeys(keys: string, apple: boolean): string[] {
  const names: Record<string, string> = {
    mod: apple ? '⌘' : 'Ctrl',
    shift: apple ? '⇧' : 'Shift',
    Enter: '↵',
    Escape: 'Esc',
    ArrowUp: '↑',
    ArrowDown: '↓',
  };
  const isChord = keys.startsWith('mod+');
  return keys.split(isChord ? '+' : ' ').map((key) => names[key] ?? (isChord ? key.toUpperCase() : key));
}

/** Whether this machine's keyboard has ⌘. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
