/** What takes rows and makes something of them. Another feature is behind it; the program puts the two together. */
import type { Actor } from '../../contract/entries.ts';
import type { DayOrder, ImportMap } from '../../contract/imports.ts';
import type { RefusedRow, WebhookField, WebhookKind } from '../../contract/webhooks.ts';
import type { Tx } from '../platform/db/index.ts';

/** Rows with the names of their columns, and which column is which field. */
export type Table = { map: ImportMap; columns: string[]; rows: string[][] };

export type Taken = {
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  reason?: RefusedRow['reason'];
  fields: Record<string, string>;
};

/** Who says it, and when it arrived. */
export type Told = { source: string; actor: Actor; startedAt: string };
export type Write = (tx: Tx, told: Told) => Promise<Taken[]>;

export type Taker = {
  fields: WebhookField[];
  takesExtra: boolean;
  /** Reads rows; the answer writes them, and changes nothing where they are known. @throws Problem `invalid-input` */
  read: (table: Table, now: Date) => Promise<Write>;
  guess: (table: Omit<Table, 'map'>) => ImportMap;
  /** What comes first in dates, by what these texts prove; undefined where none has its year last. */
  orderOf: (texts: readonly string[]) => DayOrder | 'unclear' | undefined;
  /** The country of phone numbers without a country code, as far as these and the workspace's clock say it. */
  countryOf: (texts: readonly string[], timeZone: string) => Promise<string | undefined>;
};
export type Takers = Readonly<Record<WebhookKind, Taker>>;
