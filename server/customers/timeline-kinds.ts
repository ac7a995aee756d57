/** Which kinds of entries a timeline shows. */
import { bookkeepingKinds, type EntryKind, entryKind, entryKinds } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';

/** Those asked for, or all that belong to a customer's story. @throws Problem `invalid-input` for a kind that is none. */
export function kindsAsked(asked: string | undefined): readonly EntryKind[] {
  if (asked === undefined) return entryKinds.filter((kind) => !bookkeepingKinds.includes(kind));
  return asked.split(',').map((name) => {
    const kind = entryKind.safeParse(name.trim());
    if (!kind.success)
      throw new Problem('invalid-input', `There is no kind "${name.trim()}". Leave it out of "kinds".`);
    return kind.data;
  });
}
