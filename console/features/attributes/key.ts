/** The key that a name suggests, and choices as they are typed. */

/** In the manner of tracking calls: `Favourite cake` → `favouriteCake`; a name in another script is its own key. */
export function keyFor(name: string): string {
  const words = name
    .trim()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
    .slice(0, 100);
}

/** One choice a line, each once. */
export function optionsOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}
