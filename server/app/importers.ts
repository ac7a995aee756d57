/** What can be imported. */
import type { ImportKindName } from '../../contract/imports.ts';
import { customers, events, type ImportKind, messages } from '../imports/index.ts';

export const importers: Readonly<Partial<Record<ImportKindName, ImportKind>>> = {
  customers,
  events,
  messages,
};
