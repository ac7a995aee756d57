/** The fields of a kind, as they are offered to whoever maps something to them. */
import type { FieldType, ImportKind } from './kind.ts';

/** A field as people choose it. */
export type FieldShown = { name: string; type: FieldType; needed: boolean; choices?: string[] };

export function shownFields(kind: ImportKind): FieldShown[] {
  return kind.fields.map(({ name, type, needed, choices }) => ({
    name,
    type,
    needed: needed === true,
    ...(choices ? { choices: [...new Set(Object.values(choices))] } : {}),
  }));
}
