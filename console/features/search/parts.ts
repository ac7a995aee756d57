/** An excerpt in parts, those that were found marked. */
import type { FoundMessage } from '../../../contract/messages.ts';

export type Part = { at: number; text: string; isFound: boolean };

/** The parts in their order; none is empty. */
export function partsOf({ text, marks }: FoundMessage['excerpt']): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (to: number, isFound: boolean) => {
    if (to > at) parts.push({ at, text: text.slice(at, to), isFound });
    at = Math.max(at, to);
  };
  for (const [from, to] of marks) {
    add(from, false);
    add(to, true);
  }
  add(text.length, false);
  return parts;
}
