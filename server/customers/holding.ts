/** What a part of the product holds on people, for those who ask: how it is told, and how it is taken away. */
import type { OnRewrite } from '../ledger/index.ts';
import type { Db } from '../platform/db/index.ts';
import type { Erased } from './traces.ts';

/** Where to look. */
export type Where = { db: Db; workspaceId: string; dataDir: string };

export type Holding = {
  name: string;
  /** What it holds on the person, for the copy: lists by name. Texts as they are. */
  tell?: (
    where: Where,
    person: { customerIds: readonly string[]; erased: Erased },
  ) => Promise<Record<string, unknown>>;
  /** Files for the copy, by their path in it. */
  files?: (
    where: Where,
    person: { customerIds: readonly string[] },
  ) => AsyncIterable<{ name: string; content: AsyncIterable<Buffer> }>;
  /** Takes away what does not follow from entries. May run again; works in short transactions of its own. */
  erase?: (where: Where, erased: Erased) => Promise<void>;
  /** Changes what follows from entries together with them. */
  onRewrite?: (erased: Erased) => OnRewrite;
};
