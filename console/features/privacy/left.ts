/** What an erasure says of itself in the log: how many entries changed, and in which tables others still name the person. */
export function leftIn(detail: string): { entries: number; tables: string[] } | undefined {
  try {
    const { entries, left } = JSON.parse(detail) as { entries?: unknown; left?: Record<string, unknown> };
    if (typeof entries !== 'number') return undefined;
    return { entries, tables: Object.keys(left ?? {}) };
  } catch {
    return undefined;
  }
}
