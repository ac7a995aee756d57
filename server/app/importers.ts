/** What can be imported. */
import type { ImportKindName } from '../../contract/imports.ts';
import {
  companies,
  customers,
  events,
  type ImportKind,
  messages,
  orders,
  refunds,
  reviews,
} from '../imports/index.ts';

export const importers: Readonly<Partial<Record<ImportKindName, ImportKind>>> = {
  customers,
  companies,
  orders,
  refunds,
  reviews,
  messages,
  events,
};
