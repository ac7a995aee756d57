/** JSON from outside made fit to be kept: its depth, its keys and its texts. */

/** Levels of a call: itself, `context`, and what a site can reasonably nest below. */
export const depthMax = 20;

export type Tidied = { value: unknown; isTooDeep: boolean; isMended: boolean; droppedKey: boolean };

/** A copy without `__proto__` keys and without what PostgreSQL can't store; the same value where nothing was odd. */
export function tidy(value: unknown): Tidied {
  const found = { isTooDeep: false, isMended: false, droppedKey: false };

  function text(value: string): string {
    if (value.isWellFormed() && !value.includes('\0')) return value;
    found.isMended = true;
    return value.toWellFormed().replaceAll('\0', '\uFFFD');
  }

  function walk(part: unknown, depth: number): unknown {
    if (typeof part === 'string') return text(part);
    if (part === null || typeof part !== 'object') return part;
    if (depth >= depthMax) {
      found.isTooDeep = true;
      return null;
    }
    if (Array.isArray(part)) return part.map((item) => walk(item, depth + 1));
    const entries: [string, unknown][] = [];
    for (const [key, item] of Object.entries(part)) {
      if (key === '__proto__') found.droppedKey = true;
      else entries.push([text(key), walk(item, depth + 1)]);
    }
    return Object.fromEntries(entries);
  }

  return { value: walk(value, 0), ...found };
}
