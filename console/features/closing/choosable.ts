/** What can be chosen when something is closed, narrowed by what was typed. */
import type { Asked } from '../../lib/closing.ts';

/** A reason; without an id: to close without one. */
export type Choosable = { id: string | null; name: string };

/** Reasons whose names hold what was typed, those that begin with it first; and none, where none is required. */
export function choosable(
  { reasons, isRequired }: Pick<Asked, 'reasons' | 'isRequired'>,
  text: string,
): Choosable[] {
  const wanted = text.trim().toLowerCase();
  const found = reasons.filter(({ name }) => name.toLowerCase().includes(wanted));
  const first = found.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const others = found.filter((reason) => !first.includes(reason));
  const none = !isRequired && wanted === '' ? [{ id: null, name: '' }] : [];
  return [...first, ...others, ...none];
}
