/** Which conversations of a list are chosen for what is done to many. */

export type Selection = {
  ids: ReadonlySet<string>;
  /** From where a range goes: the row that was chosen last. */
  anchor: string | undefined;
  /** All that stand in the view, not merely the rows that are loaded. */
  isWhole: boolean;
};

export const nothing: Selection = { ids: new Set(), anchor: undefined, isWhole: false };

/** Chooses a row, or no longer; with a range all from the row chosen last to this one. */
export function toggled(
  { ids, anchor, isWhole }: Selection,
  rows: readonly { id: string }[],
  id: string,
  isRange: boolean,
): Selection {
  const after = new Set(isWhole ? rows.map((row) => row.id) : ids);
  const from = rows.findIndex((row) => row.id === anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (isRange && from !== -1 && to !== -1) {
    for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) after.add(row.id);
  } else if (!after.delete(id)) after.add(id);
  return { ids: after, anchor: id, isWhole: false };
}

/** What is left of it when rows have gone from the list. */
export function remaining(selection: Selection, rows: readonly { id: string }[]): Selection {
  const here = new Set(rows.map((row) => row.id));
  const ids = [...selection.ids].filter((id) => here.has(id));
  return ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) };
}
