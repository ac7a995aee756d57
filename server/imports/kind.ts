/** What can be imported. A kind is a table of fields and what to do with the rows; another kind is another file. */
import type { Actor, Identity } from '../../contract/entries.ts';
import type { Held } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Cell, Reason } from './row.ts';

/**
 * `text` is kept as it is; `id` too, without the space around it; `money` needs the row's currency, so the kind reads it. `lines` is a JSON list
 * of what was bought.
 */
export type FieldType =
  | 'text'
  | 'id'
  | 'email'
  | 'phone'
  | 'time'
  | 'number'
  | 'money'
  | 'currency'
  | 'language'
  | 'choice'
  | 'json'
  | 'lines';

export type Field = {
  name: string;
  type: FieldType;
  /** A row without it is rejected. */
  needed?: true;
  /** The most characters of a text. */
  lengthMax?: number;
  /** What a choice may be, by the words that files use for it (in lower case). */
  choices?: Readonly<Record<string, string>>;
  /** How columns are called that hold it, in lower case, in English, Chinese and Portuguese. */
  synonyms: readonly string[];
};

export type Value = string | number | Record<string, unknown> | Record<string, unknown>[];

/** A row that was understood. */
export type Ready = {
  number: number;
  /** By field. */
  values: Readonly<Record<string, Value | undefined>>;
  /** What the columns hold that are no field of the kind, by the name that the map gives them. */
  extra: Readonly<Record<string, Cell>>;
  /** The key columns' values; absent when the map names none or all are empty. */
  key: string | undefined;
  /** The key, where its columns are not all fields themselves. */
  ownKey: string | undefined;
  /** The same for the same row, in whatever file and however often it comes. */
  digest: string;
};

export type Outcome = 'created' | 'updated' | 'unchanged' | Reason;

/** Says of whom nothing is taken. */
export type Holding = (
  tx: Tx,
  people: readonly { identities: readonly Pick<Identity, 'kind' | 'value'>[] }[],
) => Promise<Held>;

export type Context = {
  /** What the entries name as their source. */
  source: string;
  actor: Actor;
  /** When the import began, or what was sent arrived: for what has no time of its own. The same at a second try. */
  startedAt: string;
  /** Who must not come back by an import, and who is left alone. */
  held: Holding;
};

export type ImportKind = {
  name: string;
  fields: readonly Field[];
  /** Whether other columns are taken along, each under a name of its own. */
  takesExtra: boolean;
  /** What of a row makes it another one: its key alone where it has one, or all that it says. */
  sameBy: 'key' | 'content';
  /** What is wrong with a row beyond its single fields. */
  check?: (row: Ready) => Reason | undefined;
  /** By what a row finds what it is about, and by what later rows of the file find what it makes: they change it then. */
  aboutOf?: (row: Ready) => { finds: string[]; makes: string[] };
  /** Writes the rows, whose digests are new, in their order; answers what became of each. */
  apply: (tx: Tx, context: Context, rows: readonly Ready[]) => Promise<Outcome[]>;
};
