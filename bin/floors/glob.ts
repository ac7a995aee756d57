/** Path patterns of floors.json: `*` within one folder, `**` over folders, `{a,b}` for alternatives. */

const compiled = new Map<string, RegExp>();

/** Whether a repository path (forward slashes) matches a pattern. */
export function matches(path: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^${source(pattern)}$`);
    compiled.set(pattern, expression);
  }
  return expression.test(path);
}

/** Whether a path matches one of the patterns. */
export function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(path, pattern));
}

function source(pattern: string): string {
  return pattern.replace(/\*\*\/|\*\*|\*|\{[^}]*\}|[.+?^$()[\]|\\{}]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part.length > 1) return `(?:${part.slice(1, -1).split(',').map(source).join('|')})`;
    return `\\${part}`;
  });
}
