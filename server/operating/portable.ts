/** What of a workspace travels in an export, table by table. The program says it; a table that it forgets is a bug. */
import type { Table } from './catalogue.ts';

/** How a table names places in the ledger, which begin anew where the data arrives. */
export type Positions =
  /** `epoch`, `xid` and `seq` of an entry. */
  | 'entry'
  /** The same of the last entry that was read. */
  | 'cursor'
  /** `epoch` and `xid` of a transaction that wrote entries. */
  | 'transaction';

export type Portable =
  /** Why the table stays here. */
  | { leftOut: string }
  /** Columns that stay, and why. */
  | {
      omitted?: Readonly<Record<string, string>>;
      positions?: Positions;
      /** What is told in a column's place, as SQL over the row `t`. */
      told?: Readonly<Record<string, string>>;
    };
export type Portables = Readonly<Record<string, Portable>>;

/** Tables of this schema are a workspace's own. */
export const portableSchema = 'public.';
const workspaceColumn = 'workspace_id';

/** A table that travels, with its columns. */
export type Carried = {
  name: string;
  quoted: string;
  columns: string[];
  positions: Positions | undefined;
  told: Readonly<Record<string, string>>;
};

/** The tables that travel. @throws when one is not decided about. */
export function carriedOf(tables: readonly Table[], portables: Portables): Carried[] {
  return tables.flatMap(({ name, quoted, columns }) => {
    if (!name.startsWith(portableSchema)) return [];
    const plain = name.slice(portableSchema.length);
    const portable = portables[plain];
    if (!portable) throw new Error(`Nobody has decided whether ${plain} belongs in an export.`);
    if ('leftOut' in portable) return [];
    const omitted = portable.omitted ?? {};
    const kept = columns.filter((column) => column !== workspaceColumn && omitted[column] === undefined);
    return { name: plain, quoted, columns: kept, positions: portable.positions, told: portable.told ?? {} };
  });
}
