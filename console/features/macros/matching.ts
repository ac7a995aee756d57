/** Finding a macro by what is typed. Pure. */
import type { Macro } from '../../../contract/macros.ts';

const shownMax = 30;

/** The macros whose name or text holds what was typed; names before texts, then the most used first. */
export function matching(macros: readonly Macro[], typed: string): Macro[] {
  const wanted = typed.trim().toLowerCase();
  const rankOf = ({ name, text }: Macro): number => {
    if (name.toLowerCase().includes(wanted)) return 0;
    return text.toLowerCase().includes(wanted) ? 1 : 2;
  };
  return macros
    .filter((macro) => rankOf(macro) < 2)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || b.uses - a.uses || a.name.localeCompare(b.name))
    .slice(0, shownMax);
}
